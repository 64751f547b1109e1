import { useState } from 'react'
import { useLanguage, useMessages } from '../../i18n/language-context.tsx'

export function LanguageSwitch() {
  const words = useMessages('primary')
  const { language, choose } = useLanguage()
  const [isUnreached, setIsUnreached] = useState(false)
  const other = language === 'ko' ? 'en' : 'ko'
  const onClick = () => void choose(other).then((isChosen) => setIsUnreached(!isChosen))
  return (
    <>
      <button type="button" className="link-button" lang={other} onClick={onClick}>
        {words.otherLanguage}
      </button>
      <span role="status">{isUnreached && words.checkConnection}</span>
    </>
  )
}
