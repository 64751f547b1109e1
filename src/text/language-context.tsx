import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { rememberLanguage, type Language } from './language.ts'
import { speak, wordsOf, type Part, type Words } from './words.ts'

interface LanguageChoice {
  readonly language: Language
  /** Gives false if its words could not be fetched; then nothing changes. */
  readonly choose: (language: Language) => Promise<boolean>
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
      async choose(chosen: Language) {
        try {
          await speak(chosen)
        } catch {
          return false
        }
        rememberLanguage(chosen, store)
        setLanguage(chosen)
        return true
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

/** The words of a part that is here already, in the language spoken now. */
export function useWords<P extends Part>(part: P): Words[P] {
  const words = useWordsIfHere(part)
  if (words === null) throw new Error(`The words of "${part}" are used before they are fetched.`)
  return words
}

/** The same for a part of which nobody can be sure: null until it is here. */
export function useWordsIfHere<P extends Part>(part: P): Words[P] | null {
  return wordsOf(part, useLanguage().language)
}
