import { createHash, randomUUID } from 'node:crypto'
import type { CryptoKey } from 'jose'
import { JOSEError } from 'jose/errors'
import { SignJWT } from 'jose/jwt/sign'
import { jwtVerify } from 'jose/jwt/verify'
import type { AppClient } from '../config/client-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolUser } from '../users/user.ts'
import { applyTrigger, profileClaims } from './claims.ts'
import type { Signing } from './signing.ts'

/** What a pair of tokens is made from. */
export type TokenSubject = {
  readonly client: AppClient
  readonly user: PoolUser
  readonly scopes: readonly string[]
  readonly originJti: string
  readonly authenticatedAtMs: number
  /** Goes into the ID token if there is one. */
  readonly nonce: string | null
}

type CheckedAccessToken = { sub: string; originJti: string; scopes: string[] }

/** Signs and checks the pool's tokens. */
export type Tokens = {
  /** An access token, and an ID token if the scopes hold `openid`. */
  sign(subject: TokenSubject): Promise<{ accessToken: string; idToken: string | null }>
  /** Checks signature, issuer, life and kind; `undefined` if any is wrong. Does not know what was revoked. */
  checkAccessToken(token: string): Promise<CheckedAccessToken | undefined>
}

/**
 * Makes the token signer of a pool.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export function createTokens(
  config: Pick<PoolConfig, 'triggers' | 'readings'>,
  signing: Pick<Signing, 'current'>,
  issuer: string,
  now: () => number,
): Tokens {
  const { idTokenClaims, accessTokenClaims } = config.triggers

  async function sign(subject: TokenSubject): Promise<{ accessToken: string; idToken: string | null }> {
    const { id, access, keys } = signing.current
    const shared = { ...sharedClaims(subject, now()), iss: issuer }
    const accessPayload = applyTrigger(config, accessTokenClaims, { ...shared, ...accessClaims(subject, shared.iat) })
    // Both are signed at once; only a token that names the other has to wait for it.
    const accessToken = signWith(access, keys.access.kid, accessPayload)
    if (!subject.scopes.includes('openid')) return { accessToken: await accessToken, idToken: null }
    const hash = config.readings.idTokenHasAtHash ? { at_hash: atHash(await accessToken) } : {}
    const idPayload = applyTrigger(config, idTokenClaims, { ...shared, ...idClaims(subject, shared.iat), ...hash })
    const idToken = signWith(id, keys.id.kid, idPayload)
    return { accessToken: await accessToken, idToken: await idToken }
  }

  return { sign, checkAccessToken: (token) => checkAccessToken(token, signing.current.accessCheck, issuer, now()) }
}

function sharedClaims({ user, originJti, authenticatedAtMs }: TokenSubject, nowMs: number) {
  return {
    sub: user.sub,
    ...(user.groups.length > 0 ? { 'cognito:groups': user.groups } : {}),
    origin_jti: originJti,
    event_id: randomUUID(),
    auth_time: Math.floor(authenticatedAtMs / 1000),
    iat: Math.floor(nowMs / 1000),
  }
}

/** `client_id` stands where others have `aud`, and `username` has no `cognito:` before it. */
function accessClaims({ client, user, scopes }: TokenSubject, issuedAtSeconds: number) {
  return {
    version: 2,
    client_id: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    exp: issuedAtSeconds + client.accessTokenSeconds,
    jti: randomUUID(),
    username: user.username,
  }
}

/** Has no `azp`, as in AWS's samples. */
function idClaims({ client, user, scopes, nonce }: TokenSubject, issuedAtSeconds: number) {
  return {
    aud: client.id,
    token_use: 'id',
    'cognito:username': user.username,
    ...profileClaims(user, scopes),
    ...(user.identities.length > 0 ? { identities: user.identities } : {}),
    ...(nonce === null ? {} : { nonce }),
    exp: issuedAtSeconds + client.idTokenSeconds,
    jti: randomUUID(),
  }
}

/**
 * None of AWS's samples shows it, but type definitions of others do: UNCONFIRMED, so there is a switch.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken
 */
function atHash(accessToken: string): string {
  return createHash('sha256').update(accessToken).digest().subarray(0, 16).toString('base64url')
}

function signWith(key: CryptoKey, kid: string, claims: Record<string, unknown>): Promise<string> {
  // The header has `kid` and `alg` only: Cognito's has no `typ`.
  return new SignJWT(claims).setProtectedHeader({ kid, alg: 'RS256' }).sign(key)
}

async function checkAccessToken(
  token: string,
  key: CryptoKey,
  issuer: string,
  nowMs: number,
): Promise<CheckedAccessToken | undefined> {
  try {
    const options = { issuer, algorithms: ['RS256'], currentDate: new Date(nowMs) }
    const { payload } = await jwtVerify(token, key, options)
    const { sub, origin_jti: originJti, scope, token_use: use } = payload
    if (use !== 'access' || typeof sub !== 'string') return undefined
    if (typeof originJti !== 'string' || typeof scope !== 'string') return undefined
    return { sub, originJti, scopes: scope.split(' ') }
  } catch (error) {
    if (error instanceof JOSEError) return undefined
    throw error
  }
}
