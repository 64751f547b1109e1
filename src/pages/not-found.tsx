import { Link } from 'react-router-dom'
import { useWords } from '../text/language-context.tsx'
import { laterWords } from '../text/later-pages.ts'
import { pageWords } from '../text/pages.ts'
import { Header } from './header.tsx'
import { Message } from './message.tsx'

export function NotFound() {
  const words = useWords(laterWords)
  const { backToHome } = useWords(pageWords)
  return (
    <Message title={words.notFoundTitle} header={<Header />}>
      <p className="muted">{words.notFoundReason}</p>
      <div className="actions">
        <Link to="/">{backToHome}</Link>
      </div>
    </Message>
  )
}
