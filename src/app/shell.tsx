import { useEffect, type ReactNode } from 'react'
import { LanguageProvider } from '../i18n/language-context.tsx'
import type { Language } from '../i18n/language.ts'

interface ShellProps {
  readonly language: Language
  /** Where the chosen language is stored; null where the browser refuses storage. */
  readonly store: Storage | null
  /** Called once the content is in the page and handles input. */
  readonly onMounted: () => void
  readonly children: ReactNode
}

/** Surrounds everything that the app shows. React can hydrate a prerendered page only with the same elements around it. */
export function Shell({ language, store, onMounted, children }: ShellProps) {
  return (
    <LanguageProvider initial={language} store={store}>
      {children}
      <Mounted onMounted={onMounted} />
    </LanguageProvider>
  )
}

function Mounted({ onMounted }: Pick<ShellProps, 'onMounted'>) {
  useEffect(onMounted, [onMounted])
  return null
}
