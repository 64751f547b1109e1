import { Link } from 'react-router-dom'
import { useSession } from '../react/use-session.ts'
import { useLanguage, useWords } from '../text/language-context.tsx'
import { pageWords } from '../text/pages.ts'
import { Button } from '../ui/button.tsx'
import { useAppName } from './app-name.ts'

export function Header() {
  const words = useWords(pageWords)
  const session = useSession()
  const isWaiting = session.status === 'signed-in' && session.renewal === 'waiting'
  return (
    <header className="header">
      <Link className="name" to="/">
        {useAppName()}
      </Link>
      <LanguageSwitch />
      {session.status === 'signed-in' && (
        <Button look="secondary" size="small" onClick={() => void session.signOut()}>
          {words.signOut}
        </Button>
      )}
      <div className="banner" role="status">
        {isWaiting && <p className="notice warning">{words.reconnecting}</p>}
      </div>
    </header>
  )
}

function LanguageSwitch() {
  const { language, choose } = useLanguage()
  const other = language === 'ko' ? 'en' : 'ko'
  return (
    <button type="button" className="link-button" lang={other} onClick={() => choose(other)}>
      {useWords(pageWords).otherLanguage}
    </button>
  )
}
