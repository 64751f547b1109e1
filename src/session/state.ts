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
    }
  | {
      readonly status: 'signed-out'
      /** `sign-out`: somebody was signed in here a moment ago. No guard may send them to sign in again by itself. */
      readonly after: 'nothing' | 'sign-out'
      /** False if the pool could not be told, so that its own pages may still remember the person, for up to an hour. */
      readonly poolWasTold: boolean
    }
  | SignedIn
  | { readonly status: 'failed'; readonly problem: Problem; readonly returnTo: string }

export interface SignedIn {
  readonly status: 'signed-in'
  readonly person: Person
  readonly scopes: readonly string[]
  /** When the access token ends, by the device's clock; to show it. To judge it, ask `timeLeftMs`. */
  readonly expiresAtMs: number
  /** `waiting`: the access token has run out, and what would renew it does not answer. */
  readonly renewal: 'idle' | 'running' | 'waiting'
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
