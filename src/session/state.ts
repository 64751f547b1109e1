import type { Problem } from './problem.ts'

/** Who is signed in, from the claims of the ID token. Every text came from outside: show it as plain text. */
export interface Person {
  /** Identifies the person in this pool, for ever. */
  readonly subject: string
  readonly name: string
  readonly email: string | null
  readonly groups: readonly string[]
  /** As configured in the pool, e.g. `Google`; `Cognito` for somebody with a password there. */
  readonly provider: string
}

/** What the person's sign-in looks like right now. Exactly one of these is true. */
export type SessionState =
  | {
      readonly status: 'restoring'
      /** Whether we look into the storage, or trade a code for tokens. */
      readonly from: 'storage' | 'callback'
      /** Where to go once somebody is signed in, if not to where the page is. */
      readonly arrival: string | null
    }
  | SignedOut
  | SignedIn
  | { readonly status: 'failed'; readonly problem: Problem; readonly returnTo: string }

export interface SignedOut {
  readonly status: 'signed-out'
  /**
   * Only after `nothing` may a guard send the person to sign in by itself. `sign-out`: somebody was signed in here a
   * moment ago. `other-person`: and somebody else has signed in in another tab. `redirects`: the person has been sent
   * away too often within a minute.
   */
  readonly after: 'nothing' | 'sign-out' | 'other-person' | 'redirects'
  /** False if the pool could not be told, so that its own pages may still remember the person, for up to an hour. */
  readonly poolWasTold: boolean
}

export interface SignedIn {
  readonly status: 'signed-in'
  readonly person: Person
  readonly scopes: readonly string[]
  /** When the access token ends, by the device's clock; to show it. To judge it, ask `timeLeftMs`. */
  readonly expiresAtMs: number
  /** `waiting`: the access token has run out, and what would renew it does not answer. It is tried again and again. */
  readonly renewal: 'idle' | 'running' | 'waiting'
  /** The last renewal that this page has seen, by the device's clock. */
  readonly renewed: { readonly by: 'this-tab' | 'another-tab'; readonly atMs: number } | null
  /** When a new sign-in will be due, by the device's clock; null where that is not known. */
  readonly sessionEndsAtMs: number | null
  /** Where the person wanted to go, right after a callback; null once they are there. */
  readonly arrival: string | null
}

/** A value that others watch. */
export interface Watched<T> {
  get(): T
  set(value: T): void
  subscribe(listener: () => void): () => void
}

export function watch<T>(initial: T): Watched<T> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(value) {
      current = value
      for (const listener of listeners) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
