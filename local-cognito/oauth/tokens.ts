import { createHash, randomUUID } from 'node:crypto'
import type { CryptoKey } from 'jose'
import { JOSEError, JWTExpired } from 'jose/errors'
import { SignJWT } from 'jose/jwt/sign'
import { jwtVerify } from 'jose/jwt/verify'
import type { AppClient } from '../config/client-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import type { RefreshChain } from '../state/tables.ts'
import type { PoolUser } from '../users/user.ts'
import { applyTrigger, profileClaims } from './claims.ts'
import type { Signing } from './signing.ts'

/** The data from which a pair of tokens is made. */
export type TokenSubject = {
  readonly client: AppClient
  readonly user: PoolUser
  readonly scopes: readonly string[]
  readonly originJti: string
  readonly authenticatedAtMs: number
  readonly acrClaims: RefreshChain['acrClaims']
  /** A claim of the ID token, unless it is `null`. */
  readonly nonce: string | null
  readonly signedInBy: RefreshChain['signedInBy']
}

type CheckedAccessToken = { sub: string; originJti: string; scopes: string[] }

/** Signs and checks the pool's tokens. */
export type Tokens = {
  /** Signs an access token, and an ID token if the scopes include `openid` or the API signed the user in. */
  sign(subject: TokenSubject): Promise<{ accessToken: string; idToken: string | null }>
  /**
   * Checks signature, issuer, expiry and `token_use`. Returns `expired` for a token that has expired, and `undefined`
   * if anything else is wrong. Does not check whether the token was revoked.
   */
  checkAccessToken(token: string): Promise<CheckedAccessToken | 'expired' | undefined>
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
    // Both tokens are signed in parallel. Only `at_hash` makes the ID token wait for the access token.
    const accessToken = signWith(access, keys.access.kid, accessPayload)
    if (subject.signedInBy !== 'api' && !subject.scopes.includes('openid'))
      return { accessToken: await accessToken, idToken: null }
    const hash = config.readings.idTokenHasAtHash ? { at_hash: atHash(await accessToken) } : {}
    const idPayload = applyTrigger(config, idTokenClaims, { ...shared, ...idClaims(subject, shared.iat), ...hash })
    const idToken = signWith(id, keys.id.kid, idPayload)
    return { accessToken: await accessToken, idToken: await idToken }
  }

  return { sign, checkAccessToken: (token) => checkAccessToken(token, signing.current.accessCheck, issuer, now()) }
}

function sharedClaims({ user, originJti, authenticatedAtMs, acrClaims }: TokenSubject, nowMs: number) {
  return {
    sub: user.sub,
    ...(user.groups.length > 0 ? { 'cognito:groups': user.groups } : {}),
    origin_jti: originJti,
    event_id: randomUUID(),
    auth_time: Math.floor(authenticatedAtMs / 1000),
    ...acrClaims,
    iat: Math.floor(nowMs / 1000),
  }
}

/**
 * The access token has `client_id` instead of `aud`, and its `username` has no prefix `cognito:`. Only tokens of the
 * hosted UI have a `version` (INFERRED: AWS's samples of API tokens show none).
 */
function accessClaims({ client, user, scopes, signedInBy }: TokenSubject, issuedAtSeconds: number) {
  return {
    ...(signedInBy === 'hosted-ui' ? { version: 2 } : {}),
    client_id: client.id,
    token_use: 'access',
    scope: scopes.join(' '),
    exp: issuedAtSeconds + client.accessTokenSeconds,
    jti: randomUUID(),
    username: user.username,
  }
}

/** The ID token has no `azp`, as in AWS's samples. */
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
 * AWS's samples do not show `at_hash`, but type definitions of other projects do. It is UNCONFIRMED, so
 * `readings.idTokenHasAtHash` switches it on.
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
): Promise<CheckedAccessToken | 'expired' | undefined> {
  try {
    const options = { issuer, algorithms: ['RS256'], currentDate: new Date(nowMs) }
    const { payload } = await jwtVerify(token, key, options)
    const { sub, origin_jti: originJti, scope, token_use: use } = payload
    if (use !== 'access' || typeof sub !== 'string') return undefined
    if (typeof originJti !== 'string' || typeof scope !== 'string') return undefined
    return { sub, originJti, scopes: scope.split(' ') }
  } catch (error) {
    if (error instanceof JWTExpired) return 'expired'
    if (error instanceof JOSEError) return undefined
    throw error
  }
}
