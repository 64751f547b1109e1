import { Link } from 'react-router-dom'
import { useLanguage, useMessages } from '../../i18n/language-context.tsx'
import { inMinutes } from '../../i18n/time-formats.ts'
import { useSession } from '../../react/use-session.ts'
import { useSignOut } from '../../react/use-sign-out.ts'
import { Button } from '../../ui/button.tsx'
import { doorIcon } from '../../ui/icon-paths.ts'
import { Message } from '../layout/message.tsx'
import { useStepUp } from '../user/use-step-up.ts'

interface ConfirmSignInPageProps {
  /** In seconds. */
  readonly maxAge: number
}

/** Asks a signed-in user to sign in again, since the page needs a recent authentication. */
export function ConfirmSignInPage({ maxAge }: ConfirmSignInPageProps) {
  const words = useMessages('secondary')
  const { language } = useLanguage()
  const session = useSession()
  const stepUp = useStepUp()
  const onSignOut = useSignOut()
  if (session.status !== 'signed-in') return null
  const { email, name } = session.person
  return (
    <Message title={words.confirmTitle} icon={doorIcon}>
      <p>
        {words.confirmReason(inMinutes(maxAge, language))} <bdi>{email ?? name}</bdi>
      </p>
      {session.hasOldAuth && <p className="notice">{words.confirmIgnored}</p>}
      <div className="actions">
        <Button onClick={() => stepUp({ maxAge })}>{words.signInAgain}</Button>
        {session.hasOldAuth && (
          <Button look="secondary" onClick={onSignOut}>
            {words.signOut}
          </Button>
        )}
        <Link to="/">{words.backToHome}</Link>
      </div>
    </Message>
  )
}
