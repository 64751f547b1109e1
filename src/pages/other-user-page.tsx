import { useMessages } from '../i18n/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Header } from './layout/header.tsx'
import { Message } from './layout/message.tsx'

/** Another person has signed in in another tab. Loading the page anew leaves nothing of the one before in its memory. */
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
