import { useEffect, useSyncExternalStore } from 'react'
import { useLanguage } from '../i18n/language-context.tsx'
import type { Language } from '../i18n/languages.ts'
import { loadMessages } from '../i18n/load-messages.ts'

/** One chunk for all pages that the first page does without: a visitor who needs one may soon need another. */
export type SecondaryPages = typeof import('./secondary-pages.ts') & typeof import('./landing-page.tsx')

type LoadState =
  | { readonly status: 'idle' | 'loading' }
  | { readonly status: 'loaded'; readonly pages: SecondaryPages }
  /** The network is gone, or a new version has replaced the one that this page belongs to. */
  | { readonly status: 'failed' }

const idle: LoadState = { status: 'idle' }
let state: LoadState = idle
const listeners = new Set<() => void>()

/** Loads the pages and their messages, once. After a failure, only retrySecondaryPages loads them again. */
export function loadSecondaryPages(language: Language): void {
  if (state.status === 'idle') load(language)
}

export function retrySecondaryPages(language: Language): void {
  if (state.status === 'failed') load(language)
}

/** Re-renders when the pages are loaded, and does not load them. */
export function useLoadedSecondaryPages(): SecondaryPages | null {
  const now = useSyncExternalStore(subscribe, getState, () => idle)
  return now.status === 'loaded' ? now.pages : null
}

/** Loads the pages, and re-renders when they are loaded. */
export function useSecondaryPages(): LoadState {
  const { language } = useLanguage()
  useEffect(() => loadSecondaryPages(language), [language])
  return useSyncExternalStore(subscribe, getState, () => idle)
}

function load(language: Language): void {
  set({ status: 'loading' })
  const messages = (['landing', 'secondary'] as const).map((part) => loadMessages(part, language))
  Promise.all([import('./secondary-pages.ts'), import('./landing-page.tsx'), ...messages]).then(
    ([pages, landing]) => {
      set({ status: 'loaded', pages: { ...pages, ...landing } })
      return pages.removeServiceWorkers()
    },
    () => set({ status: 'failed' }),
  )
}

function set(next: LoadState): void {
  state = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function getState(): LoadState {
  return state
}
