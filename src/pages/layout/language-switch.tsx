import { useState } from 'react'
import { useLanguage, useMessages } from '../../i18n/language-context.tsx'
import { languages } from '../../i18n/languages.ts'

export function LanguageSwitch() {
  const words = useMessages('primary')
  const { language, choose } = useLanguage()
  const [isUnreached, setIsUnreached] = useState(false)
  const others = languages.filter((other) => other !== language)
  return (
    <>
      <div className="languages">
        {others.map((other) => (
          <button
            key={other}
            type="button"
            className="link-button"
            lang={other}
            onClick={() => void choose(other).then((isChosen) => setIsUnreached(!isChosen))}
          >
            {new Intl.DisplayNames(other, { type: 'language' }).of(other)}
          </button>
        ))}
      </div>
      <span role="status">{isUnreached && words.checkConnection}</span>
    </>
  )
}
