import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Message } from '../layout/message.tsx'
import { peopleIcon } from '../../ui/icon-paths.ts'

/** Another user has signed in, in another tab. The reload clears the previous user's data from memory. */
export function OtherUserPage() {
  const words = useMessages('secondary')
  const { reload } = useMessages('primary')
  return (
    <Message title={words.otherPersonTitle} icon={peopleIcon}>
      <p>{words.otherPersonReason}</p>
      <div className="actions">
        <Button onClick={() => window.location.reload()}>{reload}</Button>
      </div>
    </Message>
  )
}
