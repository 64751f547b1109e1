import type { SentRequest } from '../http/http.ts'
import type { Callback } from './authorization-response.ts'

/** What was started before the app was loaded, for the session to continue. Nothing of it is done again. */
export interface EarlySignIn {
  /** The callback that the page was opened at; null if it was none. The address bar is clean already. */
  readonly callback: Callback | null
  /** True while the page is leaving for the hosted UI. */
  readonly isLeaving: () => boolean
  /** The code exchange of the callback; null if none was sent. */
  readonly exchange: { readonly state: string; readonly tokenRequest: SentRequest } | null
  /** The request for the pool's keys; null if none was sent. */
  readonly keySetRequest: SentRequest | null
}
