import { useWords } from '../text/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Header } from './header.tsx'
import { Message } from './message.tsx'

/** Another person has signed in in another tab. Loading the page anew leaves nothing of the one before in its memory. */
export function OtherPerson() {
  const words = useWords('others')
  const { reload } = useWords('main')
  return (
    <Message title={words.otherPersonTitle} header={<Header />}>
      <p>{words.otherPersonReason}</p>
      <div className="actions">
        <Button onClick={() => window.location.reload()}>{reload}</Button>
      </div>
    </Message>
  )
}
