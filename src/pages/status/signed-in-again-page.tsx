import { accountPath } from '../../config/paths.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { useSession } from '../../react/use-session.ts'
import { Button } from '../../ui/button.tsx'
import { Message } from '../layout/message.tsx'
import { peopleIcon } from '../../ui/icon-paths.ts'

/**
 * The user has come Back to the hosted UI and has signed in there once more. Which user that was, only a new sign-in can
 * tell: the hosted UI then answers without a password.
 */
export function SignedInAgainPage() {
  const words = useMessages('secondary')
  const session = useSession()
  if (session.status !== 'signed-in') return null
  const { name, email } = session.person
  return (
    <Message title={words.signedInAgainTitle} icon={peopleIcon}>
      <p>{words.signedInAgainReason}</p>
      <p>
        {words.signedInAgainStill} <bdi>{email ?? name}</bdi>
      </p>
      <div className="actions">
        <Button onClick={session.keepUser}>{words.keepUser}</Button>
        <Button look="secondary" onClick={() => void session.signIn({ returnTo: accountPath })}>
          {words.takeOtherUser}
        </Button>
      </div>
    </Message>
  )
}
