import type { SentRequest } from '../http/http.ts'

/** What the script inside the HTML has started before the app was loaded, for the session to continue. */
export interface EarlySignIn {
  /** The URL that the page was opened at: the address bar may have been cleaned since. */
  readonly url: URL
  /** True while the page is leaving for the hosted UI. */
  readonly isLeaving: () => boolean
  /** The code exchange of the callback that the page was opened at; null if none was sent. */
  readonly exchange: { readonly state: string; readonly tokenRequest: SentRequest } | null
  /** The request for the pool's keys; null if none was sent. */
  readonly keySetRequest: SentRequest | null
}
