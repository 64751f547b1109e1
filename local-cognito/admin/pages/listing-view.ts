import type { CsrfToken } from '../../http/csrf-token.ts'

/** What each page with a list shows. */
export type ListingView<T> = {
  readonly found: T
  readonly csrfToken: CsrfToken
  /** The search text, `q`. */
  readonly query: string
}
