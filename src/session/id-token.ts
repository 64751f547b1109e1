import { objectFromBase64url, toBase64url } from './base64url.ts'
import { failed, ok, type Result } from './result.ts'
import type { World } from './world.ts'

/** The claims that every ID token of Cognito has, and whatever else the pool puts in. */
export interface IdTokenClaims {
  readonly iss: string
  readonly aud: string | string[]
  readonly sub: string
  readonly exp: number
  readonly iat: number
  readonly [claim: string]: unknown
}

export interface ExpectedOfIdToken {
  readonly issuer: string
  readonly clientId: string
  /** As sent; null at a refresh, where Cognito may leave it out (UNCONFIRMED). */
  readonly nonce: string | null
  /** The device's clock, in milliseconds since 1970; null to leave it out of account. */
  readonly wallMs: number | null
}

/** How far ahead the device's clock may be before a fresh token makes no sense. */
const clockToleranceSeconds = 5 * 60
const longestSubject = 255

/**
 * Checks the claims of an ID token that has just been received from the token endpoint. oidc-client-ts checks none of
 * them. Does not check the signature: see pool-keys.ts.
 *
 * A device clock that is behind is no reason to refuse: `iat` may lie in the future. One that is ahead makes a fresh
 * token look expired; within the tolerance nothing happens.
 *
 * @returns `token-invalid` with the claim, what was expected and what was found (never the nonce), or `clock-wrong`.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 */
export function checkIdToken(idToken: string, expected: ExpectedOfIdToken): Result<IdTokenClaims> {
  const claims = decodePayload(idToken)
  if (claims === null) return invalid('id_token', 'a JSON Web Token', 'something else')
  const { iss, aud, azp, token_use, sub, nonce, exp, iat } = claims
  if (iss !== expected.issuer) return invalid('iss', expected.issuer, iss)
  if (!isFor(aud, expected.clientId)) return invalid('aud', expected.clientId, aud)
  if (azp !== undefined && azp !== expected.clientId) return invalid('azp', expected.clientId, azp)
  if (token_use !== 'id') return invalid('token_use', 'id', token_use)
  if (typeof sub !== 'string' || sub === '' || sub.length > longestSubject)
    return invalid('sub', 'a subject', typeof sub)
  if (expected.nonce !== null && nonce !== expected.nonce) return invalid('nonce', 'the one sent', 'another')
  if (!isTime(iat)) return invalid('iat', 'a time', typeof iat)
  if (!isTime(exp) || exp <= iat) return invalid('exp', 'a time after iat', exp)
  if (expected.wallMs !== null && exp + clockToleranceSeconds < expected.wallMs / 1000)
    return failed({ kind: 'clock-wrong' })
  return ok({ ...claims, iss: expected.issuer, aud: expected.clientId, sub, exp, iat })
}

/**
 * Checks that an access token is the one that came with the ID token, if the ID token says so in `at_hash`: the left
 * half of the hash of it. Whether Cognito sends it is UNCONFIRMED, and without it nothing is asked.
 *
 * @returns `token-invalid`
 * @see https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken
 */
export async function checkAccessTokenHash(
  { crypto }: Pick<World, 'crypto'>,
  { at_hash }: IdTokenClaims,
  accessToken: string,
): Promise<Result<null>> {
  if (at_hash === undefined) return ok(null)
  const hash = new Uint8Array(await crypto.sha256(new TextEncoder().encode(accessToken)))
  const isItsOwn = at_hash === toBase64url(hash.subarray(0, hash.length / 2))
  return isItsOwn ? ok(null) : invalid('at_hash', 'that of the access token', 'another')
}

function decodePayload(token: string): Record<string, unknown> | null {
  const parts = token.split('.')
  return parts.length === 3 ? objectFromBase64url(parts[1] ?? '') : null
}

/** A list is allowed by the standard, but only if nobody else is in it. */
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
