import { fromBase64url, objectFromBase64url } from './base64url.ts'
import { members } from './json.ts'
import type { World } from './world.ts'

/** The public half of one of the pool's keys (RFC 7517), as far as it is needed here. */
export interface PoolKey {
  readonly kid: string | null
  readonly n: string
  readonly e: string
}

const mostKeys = 20
const longestKeyId = 200
/** 2048 bits in base64url, without the zeros that a modulus cannot begin with. */
const shortestModulus = 342

/** The RSA keys of a key set that may sign; whatever else is in it is passed over. */
export function readKeySet(body: unknown): PoolKey[] | null {
  const { keys } = members(body)
  if (!Array.isArray(keys)) return null
  return keys.slice(0, mostKeys).flatMap((key) => {
    const { kty, alg, use, kid, n, e } = members(key)
    const isFit = kty === 'RSA' && (alg ?? 'RS256') === 'RS256' && (use ?? 'sig') === 'sig'
    if (!isFit || typeof n !== 'string' || typeof e !== 'string') return []
    return n.length < shortestModulus ? [] : [{ kid: typeof kid === 'string' ? kid : null, n, e }]
  })
}

/**
 * Finds the key that a token says it was signed with; a token that names none means the only one there is.
 * @returns undefined if it is not among them
 */
export type FindKey = (keys: readonly PoolKey[]) => PoolKey | undefined

/**
 * Reads which key a token wants, or null if it must be refused whatever the key: RS256 is the only algorithm that
 * Cognito signs with, so `none` and a public key used as a secret stop here. Addresses of keys in the header (`jku`,
 * `x5u`, `jwk`) are never looked at, and an extension that must be understood (`crit`) is not.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8725#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11
 * @see https://openid.net/specs/openid-connect-core-1_0.html#SigEnc (a token without a key id)
 */
export function keyFinder(token: string): FindKey | null {
  const [header = ''] = token.split('.', 1)
  const { alg, kid, crit } = objectFromBase64url(header) ?? {}
  if (alg !== 'RS256' || crit !== undefined) return null
  if (kid === undefined) return (keys) => (keys.length === 1 ? keys[0] : undefined)
  if (typeof kid !== 'string' || kid === '' || kid.length > longestKeyId) return null
  return (keys) => keys.find((key) => key.kid === kid)
}

/**
 * Whether a key signed a token. Says nothing of what is in it.
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.3
 */
export async function isSignedBy(
  { crypto }: Pick<World, 'crypto'>,
  { n, e }: PoolKey,
  token: string,
): Promise<boolean> {
  const [header = '', payload = '', encoded = '', ...rest] = token.split('.')
  const signature = fromBase64url(encoded)
  if (signature === null || rest.length > 0) return false
  return crypto.verify({ kty: 'RSA', n, e }, signature, new TextEncoder().encode(`${header}.${payload}`))
}
