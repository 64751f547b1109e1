import { randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import type { CryptoKey } from 'jose'
import { profileClaims } from './claims.ts'
import type { AppClient } from '../config/config.ts'
import { importPrivateKey, importPublicKey } from './keys.ts'
import type { PoolKeys } from './keys.ts'
import type { PoolUser } from '../users/people.ts'

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

type Signer = { key: CryptoKey; kid: string }

/**
 * Makes the token signer of a pool.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export async function createTokens(keys: PoolKeys, issuer: string, now: () => number): Promise<Tokens> {
  const idSigner = { key: await importPrivateKey(keys.id), kid: keys.id.kid }
  const accessSigner = { key: await importPrivateKey(keys.access), kid: keys.access.kid }
  const accessCheck = await importPublicKey(keys.access)

  return {
    async sign(subject) {
      const shared = { ...sharedClaims(subject, now()), iss: issuer }
      const accessToken = await signWith(accessSigner, { ...shared, ...accessClaims(subject, shared.iat) })
      const hasIdToken = subject.scopes.includes('openid')
      const idToken = hasIdToken ? await signWith(idSigner, { ...shared, ...idClaims(subject, shared.iat) }) : null
      return { accessToken, idToken }
    },
    checkAccessToken: (token) => checkAccessToken(token, accessCheck, issuer, now()),
  }
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

/** Has no `at_hash` and no `azp`: AWS's samples show neither (that some real tokens carry `at_hash` is UNCONFIRMED). */
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

function signWith(signer: Signer, claims: Record<string, unknown>): Promise<string> {
  // The header has `kid` and `alg` only: Cognito's has no `typ`.
  return new SignJWT(claims).setProtectedHeader({ kid: signer.kid, alg: 'RS256' }).sign(signer.key)
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
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}
