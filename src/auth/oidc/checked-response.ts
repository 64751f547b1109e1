import { SigninResponse } from 'oidc-client-ts'
import type { ReceivedTokens } from '../tokens/token-checks.ts'
import type { SignInContext } from './signin-state.ts'

/** oidc-client-ts's `SigninResponse` with tokens that have been checked, and when they were received. */
export class CheckedResponse extends SigninResponse implements ReceivedTokens {
  declare readonly id_token: string
  declare readonly scope: string
  declare readonly profile: ReceivedTokens['profile']
  declare readonly receivedAtMs: number
  declare readonly lifetimeMs: number
  /** A path of this app; safe. */
  readonly returnTo: string
  /** The `max_age` that was sent, in seconds. */
  readonly maxAge: number | undefined

  /** @param callerState what the caller of `signinRedirect` passed as `state` */
  constructor(
    tokens: ReceivedTokens,
    returnTo: string,
    { callerState, maxAge }: Pick<SignInContext, 'callerState' | 'maxAge'>,
  ) {
    super(new URLSearchParams())
    Object.assign(this, tokens)
    this.token_type = 'Bearer'
    this.expires_at = Math.floor((tokens.receivedAtMs + tokens.lifetimeMs) / 1000)
    this.returnTo = returnTo
    this.userState = callerState
    this.maxAge = maxAge
  }
}
