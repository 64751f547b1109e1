import type { IdTokenClaims } from './id-token.ts'

/** Tokens that have just been received and checked, under oidc-client-ts's names. */
export interface ReceivedTokens {
  readonly id_token: string
  readonly access_token: string
  readonly refresh_token?: string
  readonly scope: string
  readonly profile: IdTokenClaims
  /** By the device's clock, in milliseconds since 1970. */
  readonly receivedAtMs: number
  /** The access token's life from then on. */
  readonly lifetimeMs: number
}
