import { useEffect, useSyncExternalStore } from 'react'
import { loadWords, type Part } from '../text/words.ts'

/** Pages that the first one can do without, and their words. */
export interface FetchedPages<Pages> {
  /** Fetches them, unless they are here or on their way; once more after a failure. Never fails. */
  readonly load: () => void
  readonly state: () => Fetched<Pages>
  readonly subscribe: (listener: () => void) => () => void
}

type Fetched<Pages> =
  | { readonly is: 'unasked' | 'coming' }
  | { readonly is: 'here'; readonly pages: Pages }
  /** The network is gone, or a new version has taken the place of the one that this page belongs to. */
  | { readonly is: 'missing' }

export const accountPage = fetchedPages(() => import('./account.tsx'), 'account')

/** One chunk, because whoever needs one of them may soon need another. */
export const otherPages = fetchedPages(() => import('./other-pages.ts'), 'others')

/** Fetches them where nobody has, and tells when they are here. */
export function useFetched<Pages>({ state, subscribe, load }: FetchedPages<Pages>): Fetched<Pages> {
  useEffect(() => {
    if (state().is === 'unasked') load()
  }, [state, load])
  return useSyncExternalStore(subscribe, state)
}

function fetchedPages<Pages>(fetchPages: () => Promise<Pages>, words: Part): FetchedPages<Pages> {
  let state: Fetched<Pages> = { is: 'unasked' }
  const listeners = new Set<() => void>()
  const set = (next: Fetched<Pages>) => {
    state = next
    for (const listener of listeners) listener()
  }
  return {
    state: () => state,
    load() {
      if (state.is === 'coming' || state.is === 'here') return
      set({ is: 'coming' })
      Promise.all([fetchPages(), loadWords(words)]).then(
        ([pages]) => set({ is: 'here', pages }),
        () => set({ is: 'missing' }),
      )
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
