import { Link } from 'react-router-dom'
import { useWords } from '../text/language-context.tsx'
import { Header } from './header.tsx'
import { Message } from './message.tsx'

export function NotFound() {
  const words = useWords('others')
  const { backToHome } = useWords('main')
  return (
    <Message title={words.notFoundTitle} header={<Header />}>
      <p className="muted">{words.notFoundReason}</p>
      <div className="actions">
        <Link to="/">{backToHome}</Link>
      </div>
    </Message>
  )
}
