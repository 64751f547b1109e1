import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { rememberLanguage } from './language.ts'
import type { Language } from './languages.ts'
import { loadMessages, messagesOf, type MessagePart, type Messages } from './load-messages.ts'

interface LanguageChoice {
  readonly language: Language
  /** Resolves with false if the messages could not be fetched; then nothing changes. */
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
        const isLoaded = await succeeds(parts.map((part) => loadMessages(part, chosen)))
        if (!isLoaded && !(await succeeds([fetch('/', { method: 'HEAD', cache: 'no-store' })]))) return false
        rememberLanguage(chosen, store)
        if (isLoaded) setLanguage(chosen)
        // Chromium keeps a failed import() until the page is loaded anew.
        else window.location.reload()
        return true
      },
    }),
    [language, store],
  )
  return <LanguageContext value={choice}>{children}</LanguageContext>
}

/** What the pages may show at once. */
const parts = ['primary', 'landing', 'secondary'] as const

function succeeds(work: readonly Promise<unknown>[]): Promise<boolean> {
  return Promise.all(work).then(
    () => true,
    () => false,
  )
}

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext)
  if (choice === null) throw new Error('useLanguage() needs a <LanguageProvider> above it.')
  return choice
}

/** The messages of a part that is loaded, in the current language. */
export function useMessages<P extends MessagePart>(part: P): Messages[P] {
  const messages = messagesOf(part, useLanguage().language)
  if (messages === null) throw new Error(`The messages of "${part}" are used before they are loaded.`)
  return messages
}
