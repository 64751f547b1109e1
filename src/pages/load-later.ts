import { useSyncExternalStore } from 'react'

export type LaterPages = typeof import('./later-pages.ts')

/** What the first page can do without; one chunk, because whoever needs one of them may soon need another. */
type Chunk =
  | { readonly is: 'coming' }
  | { readonly is: 'here'; readonly pages: LaterPages }
  /** The network is gone, or a new version has taken the place of the one that this page belongs to. */
  | { readonly is: 'missing' }

let chunk: Chunk = { is: 'coming' }
const listeners = new Set<() => void>()

/** Fetches them before anybody asks: when the network is gone it would be too late. Or once more, after a failure. */
export function loadLaterPages(): void {
  set({ is: 'coming' })
  import('./later-pages.ts').then(
    (pages) => set({ is: 'here', pages }),
    () => set({ is: 'missing' }),
  )
}

export function useLaterPages(): Chunk {
  return useSyncExternalStore(subscribe, () => chunk)
}

function set(next: Chunk): void {
  chunk = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
