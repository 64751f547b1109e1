import type { Platform } from '../../browser/platform.ts'
import { objectFromBase64url, toBase64url } from '../encoding/base64url.ts'
import { failed, ok, type Result } from '../result.ts'
import { isIssuerOf, type PoolIssuer } from './pool-issuer.ts'

/** The claims that every ID token of Cognito has, and any others that the pool adds. */
export interface IdTokenClaims {
  readonly iss: string
  readonly aud: string | string[]
  readonly sub: string
  readonly exp: number
  readonly iat: number
  readonly [claim: string]: unknown
}

export interface ExpectedIdToken extends PoolIssuer {
  readonly clientId: string
  /** As sent; null at a refresh, where Cognito may leave it out (UNCONFIRMED). */
  readonly nonce: string | null
  /** The device's clock, in milliseconds since 1970; null to skip the check of `exp`. */
  readonly wallMs: number | null
}

/** How far ahead the device's clock may be before a fresh token makes no sense. */
const clockToleranceSeconds = 5 * 60
const maxSubjectLength = 255

/**
 * Checks the claims of an ID token that was just received from the token endpoint. oidc-client-ts checks only `sub` and
 * `nonce`. Does not check the signature: see pool-keys.ts.
 *
 * A device clock that is behind is no reason to refuse: `iat` may lie in the future. A clock that is ahead makes a fresh
 * token look expired; up to five minutes are tolerated.
 *
 * @returns `token-invalid` with the claim, what was expected and what was found (never the nonce), or `clock-wrong`.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export function checkIdToken(idToken: string, expected: ExpectedIdToken): Result<IdTokenClaims> {
  const claims = decodePayload(idToken)
  if (claims === null) return invalid('id_token', 'a JSON Web Token', 'something else')
  const { iss, aud, azp, token_use, sub, nonce, exp, iat } = claims
  if (!isIssuerOf(expected, iss)) return invalid('iss', expected.issuer, iss)
  if (!isFor(aud, expected.clientId)) return invalid('aud', expected.clientId, aud)
  if (azp !== undefined && azp !== expected.clientId) return invalid('azp', expected.clientId, azp)
  if (token_use !== 'id') return invalid('token_use', 'id', token_use)
  if (typeof sub !== 'string' || sub === '' || sub.length > maxSubjectLength)
    return invalid('sub', 'a subject', typeof sub)
  if (expected.nonce !== null && nonce !== expected.nonce) return invalid('nonce', 'the one sent', 'another')
  if (!isTime(iat)) return invalid('iat', 'a time', typeof iat)
  if (!isTime(exp) || exp <= iat) return invalid('exp', 'a time after iat', exp)
  if (expected.wallMs !== null && exp + clockToleranceSeconds < expected.wallMs / 1000)
    return failed({ kind: 'clock-wrong' })
  return ok({ ...claims, iss, aud: expected.clientId, sub, exp, iat })
}

/** Reads the claims of an ID token without checking anything; null if it is not a JSON Web Token. */
export function decodePayload(token: string): Record<string, unknown> | null {
  const parts = token.split('.')
  return parts.length === 3 ? objectFromBase64url(parts[1] ?? '') : null
}

/**
 * Checks `at_hash`, the left half of the access token's hash: the access token is the one issued with the ID token.
 * Whether Cognito sends `at_hash` is UNCONFIRMED; without it there is nothing to check.
 *
 * @returns `token-invalid`
 * @see https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken
 */
export async function checkAccessTokenHash(
  { crypto }: Pick<Platform, 'crypto'>,
  { at_hash }: IdTokenClaims,
  accessToken: string,
): Promise<Result<null>> {
  if (at_hash === undefined) return ok(null)
  const hash = new Uint8Array(await crypto.sha256(new TextEncoder().encode(accessToken)))
  const isMatch = at_hash === toBase64url(hash.subarray(0, hash.length / 2))
  return isMatch ? ok(null) : invalid('at_hash', 'that of the access token', 'another')
}

/** The standard allows a list; it is accepted only with this app client alone in it. */
function isFor(audience: unknown, clientId: string): boolean {
  return audience === clientId || (Array.isArray(audience) && audience.length === 1 && audience[0] === clientId)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}

function invalid(claim: string, expected: string, found: unknown): Result<never> {
  const shown = typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 100) : typeof found
  return failed({ kind: 'token-invalid', claim, expected, found: shown })
}
