import { Link, useLocation } from 'react-router-dom'
import { useSession } from '../react/use-session.ts'
import { useWords } from '../text/language-context.tsx'
import { laterWords } from '../text/later-pages.ts'
import { pageWords } from '../text/pages.ts'
import { Button } from '../ui/button.tsx'
import { Header } from './header.tsx'
import { Message } from './message.tsx'

/** In place of a guarded page, for somebody who should not be sent to sign in by itself. */
export function SignedOut() {
  const words = useWords(laterWords)
  const { backToHome } = useWords(pageWords)
  const session = useSession()
  const { pathname, search, hash } = useLocation()
  const hasSignedOut = session.status === 'signed-out' && session.after === 'sign-out'
  const poolWasTold = session.status !== 'signed-out' || session.poolWasTold
  const reason = poolWasTold ? words.signedOutReason : words.signedOutUnreached
  return (
    <Message title={hasSignedOut ? words.signedOutTitle : words.needsSignInTitle} header={<Header />}>
      <p>{hasSignedOut ? reason : words.needsSignInReason}</p>
      <div className="actions">
        <Button onClick={() => void session.signIn({ returnTo: pathname + search + hash })}>{words.signInAgain}</Button>
        <Link to="/">{backToHome}</Link>
      </div>
    </Message>
  )
}
