import { useEffect, type ReactNode } from 'react'
import { LanguageProvider } from './text/language-context.tsx'
import type { Language } from './text/language.ts'

interface ShellProps {
  readonly language: Language
  /** Where a chosen language is kept; null where nothing can be. */
  readonly store: Storage | null
  /** Called once all of it is in the page and answers to whoever uses it. */
  readonly onHere: () => void
  readonly children: ReactNode
}

/** What stands around whatever the app shows. React takes over a prerendered page only if this was around it, too. */
export function Shell({ language, store, onHere, children }: ShellProps) {
  return (
    <LanguageProvider initial={language} store={store}>
      {children}
      <Here onHere={onHere} />
    </LanguageProvider>
  )
}

function Here({ onHere }: Pick<ShellProps, 'onHere'>) {
  useEffect(onHere, [onHere])
  return null
}
