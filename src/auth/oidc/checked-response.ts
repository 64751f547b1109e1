import { SigninResponse } from 'oidc-client-ts'
import type { ReceivedTokens } from '../tokens/token-checks.ts'

/** oidc-client-ts's `SigninResponse` with tokens that have been checked, and when they were received. */
export class CheckedResponse extends SigninResponse implements ReceivedTokens {
  declare readonly id_token: string
  declare readonly scope: string
  declare readonly profile: ReceivedTokens['profile']
  declare readonly receivedAtMs: number
  declare readonly lifetimeMs: number
  /** A path of this app; safe. */
  readonly returnTo: string

  /** @param userState what the caller of `signinRedirect` passed as `state` */
  constructor(tokens: ReceivedTokens, returnTo: string, userState: unknown) {
    super(new URLSearchParams())
    Object.assign(this, tokens)
    this.token_type = 'Bearer'
    this.expires_at = Math.floor((tokens.receivedAtMs + tokens.lifetimeMs) / 1000)
    this.returnTo = returnTo
    this.userState = userState
  }
}
