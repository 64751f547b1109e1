import { use } from 'react'
import { useMessages } from '../../i18n/language-context.tsx'
import { SessionConfigContext } from '../layout/session-config.ts'
import { isForDevelopers } from './is-for-developers.ts'
import { SettingFacts } from './setting-facts.tsx'
import { settingsOfSignIn, settingsOfSignOut } from './settings-of-problem.ts'

/** For a person who has come back from Cognito's pages again and again: what it may be, and what to do. */
export function CognitoErrorHint() {
  const { returnHint, developer } = useMessages('secondary')
  const config = use(SessionConfigContext)
  return (
    <div className="notice warning" role="status">
      <p>{returnHint}</p>
      {config !== null && isForDevelopers() && (
        <>
          <p>{developer.signInErrors}</p>
          {settingsOfSignIn(config).map((setting) => (
            <SettingFacts key={setting.name} setting={setting} />
          ))}
          <Doctor />
        </>
      )}
    </div>
  )
}

/** For developers, after a sign-out: Cognito's own page may have shown an error instead of returning to the app. */
export function SignOutDetails() {
  const { technical, developer } = useMessages('secondary')
  const config = use(SessionConfigContext)
  if (config === null || !isForDevelopers()) return null
  return (
    <details>
      <summary>{technical}</summary>
      <p>{developer.signOutErrors}</p>
      {settingsOfSignOut(config).map((setting) => (
        <SettingFacts key={setting.name} setting={setting} />
      ))}
      <Doctor />
    </details>
  )
}

function Doctor() {
  const { developer } = useMessages('secondary')
  return (
    <p>
      {developer.doctor} <code>npm run doctor</code>
    </p>
  )
}
