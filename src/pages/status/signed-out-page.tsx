import { Link, useLocation } from 'react-router-dom'
import { useHasReturnedTwice } from '../../react/use-has-returned-twice.ts'
import { useSession } from '../../react/use-session.ts'
import type { SessionState } from '../../auth/store/session-state.ts'
import type { SecondaryMessages } from '../../i18n/messages/en/secondary.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Message } from '../layout/message.tsx'
import { CognitoErrorHint, SignOutDetails } from '../problem/cognito-error-hint.tsx'
import { doorIcon } from '../../ui/icon-paths.ts'

/** Shown instead of a guarded page when no sign-in may start without a click. */
export function SignedOutPage() {
  const words = useMessages('secondary')
  const session = useSession()
  const { pathname, search, hash } = useLocation()
  const hasReturnedTwice = useHasReturnedTwice()
  const isAfterSignOut = session.status === 'signed-out' && session.after === 'sign-out'
  const [title, reason] = messageOf(session, words)
  return (
    <Message title={title} icon={doorIcon}>
      <p>{reason}</p>
      <div className="actions">
        <Button onClick={() => void session.signIn({ returnTo: pathname + search + hash })}>{words.signInAgain}</Button>
        <Link to="/">{words.backToHome}</Link>
      </div>
      {isAfterSignOut && <SignOutDetails />}
      {!isAfterSignOut && hasReturnedTwice && <CognitoErrorHint />}
    </Message>
  )
}

function messageOf(session: SessionState, words: SecondaryMessages): [title: string, reason: string] {
  if (session.status !== 'signed-out') return [words.needsSignInTitle, words.needsSignInReason]
  switch (session.after) {
    case 'sign-out':
      return [words.signedOutTitle, session.poolWasTold ? words.signedOutReason : words.signedOutUnreached]
    case 'idle':
      return [words.idleTitle, session.poolWasTold ? words.idleReason : words.signedOutUnreached]
    case 'redirects':
      return [words.redirectsTitle, words.redirectsReason]
    case 'nothing':
    case 'other-person':
      return [words.needsSignInTitle, words.needsSignInReason]
  }
}
