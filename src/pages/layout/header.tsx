import { Link } from 'react-router-dom'
import { useState } from 'react'
import { useSession } from '../../react/use-session.ts'
import { useLanguage, useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { useAppName } from './app-name.ts'

export function Header() {
  const words = useMessages('primary')
  const session = useSession()
  const [isUnreached, setIsUnreached] = useState(false)
  const isWaiting = session.status === 'signed-in' && session.renewal === 'waiting'
  return (
    <header className="header">
      <Link className="name" to="/">
        {useAppName()}
      </Link>
      <LanguageSwitch onFailure={setIsUnreached} />
      {session.status === 'signed-in' && (
        <Button look="secondary" size="small" onClick={() => void session.signOut()}>
          {words.signOut}
        </Button>
      )}
      <div className="banner" role="status">
        {isWaiting && <p className="notice warning">{words.reconnecting}</p>}
        {isUnreached && <p className="notice warning">{words.checkConnection}</p>}
      </div>
    </header>
  )
}

function LanguageSwitch({ onFailure }: { readonly onFailure: (isFailed: boolean) => void }) {
  const { language, choose } = useLanguage()
  const other = language === 'ko' ? 'en' : 'ko'
  const onClick = () => void choose(other).then((isChosen) => onFailure(!isChosen))
  return (
    <button type="button" className="link-button" lang={other} onClick={onClick}>
      {useMessages('primary').otherLanguage}
    </button>
  )
}
