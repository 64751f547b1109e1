import type { Platform } from '../../browser/platform.ts'
import { withRetries } from '../http/retry.ts'
import { failed, ok, type Result } from '../result.ts'
import { checkAccessTokenHash, checkIdToken, decodePayload, type IdTokenClaims } from './id-token.ts'
import type { PoolIssuer } from './pool-issuer.ts'
import type { PoolKeys } from './pool-keys.ts'
import type { TokenResponse } from './token-response.ts'

/** An ID token that has been checked, and its claims. */
export interface CheckedIdToken {
  readonly id_token: string
  readonly profile: IdTokenClaims
}

/** Tokens that have just been received and checked, under oidc-client-ts's names. */
export interface ReceivedTokens extends CheckedIdToken {
  readonly access_token: string
  readonly refresh_token?: string
  readonly scope: string
  /** By the device's clock, in milliseconds since 1970. */
  readonly receivedAtMs: number
  /** The access token's life from then on. */
  readonly lifetimeMs: number
}

interface ExpectedTokens extends PoolIssuer {
  readonly clientId: string
}

/**
 * Checks the tokens of a code exchange: the claims, then `at_hash`, then the signature. Keys that cannot be fetched are
 * retried as the token request is.
 *
 * @returns `unreadable` without an ID token, or any problem of checkIdToken, checkAccessTokenHash and PoolKeys.verify
 */
export async function checkExchangedTokens(
  platform: Pick<Platform, 'clock' | 'random' | 'attention' | 'crypto'>,
  keys: PoolKeys,
  expected: ExpectedTokens & { readonly nonce: string },
  { id_token, access_token }: TokenResponse,
): Promise<Result<CheckedIdToken>> {
  if (id_token === null) return failed({ kind: 'unreadable' })
  const claims = checkIdToken(id_token, { ...expected, wallMs: platform.clock.wallMs() })
  if (!claims.ok) return claims
  const hash = await checkAccessTokenHash(platform, claims.value, access_token)
  if (!hash.ok) return hash
  const signature = await withRetries(platform, async () => ({
    result: await keys.verify(id_token),
    retryAfterMs: null,
  }))
  return signature.ok ? ok({ id_token, profile: claims.value }) : signature
}

/**
 * Checks the tokens of a refresh. Returns the previous ID token if there is no new one, or if its key is not at hand: a
 * refresh token that was just rotated must be stored without waiting for keys.
 *
 * @returns `token-invalid` if the new ID token is not the same sign-in's, or its signature is wrong
 */
export async function checkRefreshedTokens(
  platform: Pick<Platform, 'crypto'>,
  keys: PoolKeys,
  expected: ExpectedTokens,
  before: CheckedIdToken,
  { id_token, access_token }: TokenResponse,
): Promise<Result<CheckedIdToken>> {
  if (id_token === null) return ok(before)
  const claims = checkRefreshedClaims(id_token, before, expected)
  if (!claims.ok) return claims
  const hash = await checkAccessTokenHash(platform, claims.value, access_token)
  if (!hash.ok) return hash
  const signature = await keys.verifyCached(id_token)
  if (signature === null) return ok(before)
  return signature.ok ? ok({ id_token, profile: claims.value }) : signature
}

/**
 * A refreshed ID token is for the same user, from the same sign-in, and not older (OpenID Connect Core, 12.2). The
 * device's clock is not considered: it may have been set since the sign-in. Against that section, `iss` may change from
 * one form of the pool's issuer to the other: the pool's setting can change while a session lives.
 */
function checkRefreshedClaims(
  idToken: string,
  before: CheckedIdToken,
  expected: ExpectedTokens,
): Result<IdTokenClaims> {
  const checked = checkIdToken(idToken, { ...expected, nonce: null, wallMs: null })
  if (!checked.ok) return checked
  const { sub, iat, auth_time } = checked.value
  if (sub !== before.profile.sub) return changed('sub')
  if (iat < before.profile.iat) return changed('iat')
  if (auth_time !== undefined && auth_time !== decodePayload(before.id_token)?.['auth_time'])
    return changed('auth_time')
  return checked
}

function changed(claim: string): Result<never> {
  return failed({ kind: 'token-invalid', claim, expected: 'that of the sign-in', found: 'another' })
}
