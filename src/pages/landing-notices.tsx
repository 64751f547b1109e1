import { useMessages } from '../i18n/language-context.tsx'
import { useSession } from '../react/use-session.ts'
import { useHasReturnedTwice } from '../react/use-has-returned-twice.ts'
import { useJustSignedOut } from '../react/use-sign-out.ts'
import { CognitoErrorHint } from './problem/cognito-error-hint.tsx'

/** What the landing page says to a user who comes back: from Cognito's own pages without a sign-in, or from a sign-out. */
export function LandingNotices() {
  const words = useMessages('secondary')
  const hasReturnedTwice = useHasReturnedTwice()
  const isJustSignedOut = useJustSignedOut()
  const session = useSession()
  const isIdle = session.status === 'signed-out' && session.after === 'idle'
  return (
    <>
      {hasReturnedTwice && <CognitoErrorHint />}
      {isJustSignedOut && (
        <p className="toast" role="status">
          {words.signedOut}
        </p>
      )}
      {isIdle && (
        <p className="toast" role="status">
          {words.idleReason}
        </p>
      )}
    </>
  )
}
