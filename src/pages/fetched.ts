import { useEffect, useSyncExternalStore } from 'react'
import { loadWords } from '../text/words.ts'

/** One chunk for all pages that the first one can do without: whoever needs one of them may soon need another. */
export type OtherPages = typeof import('./other-pages.ts')

type Fetched =
  | { readonly is: 'unasked' | 'coming' }
  | { readonly is: 'here'; readonly pages: OtherPages }
  /** The network is gone, or a new version has taken the place of the one that this page belongs to. */
  | { readonly is: 'missing' }

let state: Fetched = { is: 'unasked' }
const listeners = new Set<() => void>()

/** Fetches them and their words where nobody has asked for them yet. What was missing then stays so until it is retried. */
export function loadOtherPages(): void {
  if (state.is === 'unasked') fetchThem()
}

/** Fetches them once more after a failure. */
export function retryOtherPages(): void {
  if (state.is === 'missing') fetchThem()
}

/** Fetches them where nobody has, and tells when they are here. */
export function useOtherPages(): Fetched {
  useEffect(loadOtherPages, [])
  return useSyncExternalStore(subscribe, getState)
}

function fetchThem(): void {
  set({ is: 'coming' })
  Promise.all([import('./other-pages.ts'), loadWords('others')]).then(
    ([pages]) => set({ is: 'here', pages }),
    () => set({ is: 'missing' }),
  )
}

function set(next: Fetched): void {
  state = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function getState(): Fetched {
  return state
}
