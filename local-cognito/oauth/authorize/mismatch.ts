/** A URL that is not registered for the client. The pool keeps it, because the query of `/error` cannot be trusted. */
export type Mismatch = {
  readonly clientId: string
  readonly url: string
  readonly kind: 'callback' | 'sign-out'
}
