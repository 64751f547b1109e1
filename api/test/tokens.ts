import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

export const issuer = 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123'
export const updatedIssuer = 'https://issuer-cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123'
export const clientId = '1h57kf5cpq17m0eml12e3k4j5n'

const pool = generateKeyPairSync('rsa', { modulusLength: 2048 })
const other = generateKeyPairSync('rsa', { modulusLength: 2048 })
const keyId = 'key-1'

/** What the pool's `jwks.json` has. */
export const keySet = {
  keys: [{ ...pool.publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }],
}

type Claims = Readonly<Record<string, unknown>>

const nowSeconds = () => Math.floor(Date.now() / 1000)

/** The claims of Cognito's access tokens; `undefined` leaves one out. */
export function accessClaims(change: Claims = {}): Claims {
  const now = nowSeconds()
  return {
    sub: 'user-1',
    iss: issuer,
    client_id: clientId,
    token_use: 'access',
    scope: 'openid email profile',
    auth_time: now - 10,
    iat: now,
    exp: now + 3600,
    jti: 'token-1',
    username: 'user-1',
    version: 2,
    ...change,
  }
}

export const signed = (claims: Claims) => withSignature({ alg: 'RS256', kid: keyId }, claims, pool.privateKey)
export const signedByOther = (claims: Claims) => withSignature({ alg: 'RS256', kid: keyId }, claims, other.privateKey)
export const unsigned = (claims: Claims) => `${encode({ alg: 'none', kid: keyId })}.${encode(claims)}.`

/** HMAC with the public key as the secret: a verifier that trusts `alg` takes it. */
export function signedByPublicKey(claims: Claims): string {
  const input = `${encode({ alg: 'HS256', kid: keyId })}.${encode(claims)}`
  const secret = pool.publicKey.export({ type: 'spki', format: 'pem' })
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

export const inSeconds = (seconds: number) => nowSeconds() + seconds

function withSignature(header: Claims, claims: Claims, key: KeyObject): string {
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
}

function encode(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
