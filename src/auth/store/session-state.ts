import type { Problem, ProblemKind } from '../problem.ts'
import type { UserProfile } from './user-profile.ts'

/** The state of the sign-in on this page. */
export type SessionState =
  | {
      readonly status: 'restoring'
      /** Whether the page reads a stored session, or exchanges a code for tokens. */
      readonly from: 'storage' | 'callback'
      /** Where to go after the sign-in; null to stay. */
      readonly arrival: string | null
      /** Why the last request of the code exchange failed, while the next one is waited for; absent before. */
      readonly delay?: ProblemKind
    }
  | SignedOut
  | SignedIn
  | { readonly status: 'failed'; readonly problem: Problem; readonly returnTo: string }

export interface SignedOut {
  readonly status: 'signed-out'
  /**
   * A guard may start a sign-in by itself only after `nothing`. `sign-out`: the user has just signed out. `idle`: the
   * user has not used the app for the configured time.
   * `other-person`: another user has signed in, in another tab. `redirects`: the page was redirected to the hosted UI
   * too often within a minute.
   */
  readonly after: 'nothing' | 'sign-out' | 'idle' | 'other-person' | 'redirects'
  /** False if the pool could not be reached, so that the hosted UI may remember the user for up to an hour. */
  readonly poolWasTold: boolean
}

export interface SignedIn {
  readonly status: 'signed-in'
  readonly person: UserProfile
  readonly scopes: readonly string[]
  /** When the access token expires, by the device's clock. For display only; to decide, ask `timeLeftMs`. */
  readonly expiresAtMs: number
  /** `waiting`: the access token has expired and the token endpoint does not answer. It is tried again and again. */
  readonly renewal: 'idle' | 'running' | 'waiting'
  /** The last refresh that this page has seen, by the device's clock. */
  readonly renewed: { readonly by: 'this-tab' | 'another-tab'; readonly atMs: number } | null
  /** When the next sign-in will be due, by the device's clock; null if not known. */
  readonly sessionEndsAtMs: number | null
  /** Where the user wanted to go, right after a callback; null once they are there. */
  readonly arrival: string | null
  /**
   * True if the user has come Back to the hosted UI and has signed in there once more. The hosted UI may remember another
   * user than this page shows.
   */
  readonly isSignedInAgain: boolean
  /** True if the last sign-in asked for a recent authentication (`maxAge`) and the pool returned an older one. */
  readonly hasOldAuth: boolean
  /** When the user will be signed out for being idle, by the device's clock; null until that is near. */
  readonly idleEndsAtMs: number | null
}
