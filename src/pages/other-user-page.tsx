import { useMessages } from '../i18n/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Header } from './layout/header.tsx'
import { Message } from './layout/message.tsx'

/** Another user has signed in, in another tab. The reload clears the previous user's data from memory. */
export function OtherUserPage() {
  const words = useMessages('secondary')
  const { reload } = useMessages('primary')
  return (
    <Message title={words.otherPersonTitle} header={<Header />}>
      <p>{words.otherPersonReason}</p>
      <div className="actions">
        <Button onClick={() => window.location.reload()}>{reload}</Button>
      </div>
    </Message>
  )
}
