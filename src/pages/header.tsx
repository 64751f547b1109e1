import { Link } from 'react-router-dom'
import { useSession } from '../react/use-session.ts'
import { useLanguage, useWords } from '../text/language-context.tsx'
import { pageWords } from '../text/pages.ts'
import { Button } from '../ui/button.tsx'
import { useAppName } from './app-name.ts'

export function Header() {
  const words = useWords(pageWords)
  const { status, signOut } = useSession()
  return (
    <header className="header">
      <Link className="name" to="/">
        {useAppName()}
      </Link>
      <LanguageSwitch />
      {status === 'signed-in' && (
        <Button look="secondary" size="small" onClick={() => void signOut()}>
          {words.signOut}
        </Button>
      )}
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
