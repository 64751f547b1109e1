import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { rememberLanguage, type Language, type Words } from './language.ts'

interface LanguageChoice {
  readonly language: Language
  readonly choose: (language: Language) => void
}

const LanguageContext = createContext<LanguageChoice | null>(null)

interface LanguageProviderProps {
  readonly initial: Language
  readonly store: Storage | null
  readonly children: ReactNode
}

export function LanguageProvider({ initial, store, children }: LanguageProviderProps) {
  const [language, setLanguage] = useState(initial)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const choice = useMemo(
    () => ({
      language,
      choose(chosen: Language) {
        rememberLanguage(chosen, store)
        setLanguage(chosen)
      },
    }),
    [language, store],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext)
  if (choice === null) throw new Error('useLanguage() needs a <LanguageProvider> above it.')
  return choice
}

/** The words of one page in the language spoken now. */
export function useWords<T>(words: Words<T>): T {
  return words[useLanguage().language]
}
