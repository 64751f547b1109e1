import { Link } from 'react-router-dom'
import { useMessages } from '../../i18n/language-context.tsx'
import { useSession } from '../../react/use-session.ts'
import { alertIcon } from '../../ui/alert-icon.ts'
import { Button } from '../../ui/button.tsx'
import { Message } from '../layout/message.tsx'
import { useOtherAccount } from '../user/use-other-account.ts'

/** For a signed-in user who may not see the page (403). It says who that is, since another account may be allowed. */
export function ForbiddenPage() {
  const words = useMessages('secondary')
  const chooseAccount = useOtherAccount()
  const session = useSession()
  if (session.status !== 'signed-in') return null
  const { email, name } = session.person
  return (
    <Message title={words.forbiddenTitle} icon={alertIcon}>
      <p>
        {words.forbiddenReason} <bdi>{email ?? name}</bdi>
      </p>
      <div className="actions">
        <Button look="secondary" onClick={chooseAccount}>
          {words.otherAccount}
        </Button>
        <Link to="/">{words.backToHome}</Link>
      </div>
    </Message>
  )
}
