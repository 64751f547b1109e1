import type { Platform } from '../../browser/platform.ts'
import { fromBase64url, objectFromBase64url } from '../encoding/base64url.ts'
import { asRecord } from '../encoding/json.ts'

/** The members of an RSA public key (RFC 7517) that verifying a signature needs. */
export interface RsaKey {
  readonly kid: string | null
  readonly n: string
  readonly e: string
}

const maxKeys = 20
const maxKeyIdLength = 200
/** 2048 bits in base64url; a modulus does not begin with zeros. */
const minModulusLength = 342

/** The RSA signing keys of a key set, skipping all others; null if the value is not a key set. */
export function readKeySet(body: unknown): RsaKey[] | null {
  const { keys } = asRecord(body)
  if (!Array.isArray(keys)) return null
  return keys.slice(0, maxKeys).flatMap((key) => {
    const { kty, alg, use, kid, n, e } = asRecord(key)
    const isValid = kty === 'RSA' && (alg ?? 'RS256') === 'RS256' && (use ?? 'sig') === 'sig'
    if (!isValid || typeof n !== 'string' || typeof e !== 'string') return []
    return n.length < minModulusLength ? [] : [{ kid: typeof kid === 'string' ? kid : null, n, e }]
  })
}

/**
 * Finds the key that a token names; a token without a key id means the only key of the set.
 * @returns undefined if the key is not in the set
 */
export type FindKey = (keys: readonly RsaKey[]) => RsaKey | undefined

/**
 * Reads from a token's header which key signed it. Returns null if the token must be refused with any key: Cognito signs
 * with RS256 only, which rules out `none` and a public key used as an HMAC secret. Key URLs in the header (`jku`, `x5u`,
 * `jwk`) are ignored, and a `crit` extension is refused.
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
  if (typeof kid !== 'string' || kid === '' || kid.length > maxKeyIdLength) return null
  return (keys) => keys.find((key) => key.kid === kid)
}

/**
 * Verifies a token's signature with a key. Does not check the claims.
 * @see https://www.rfc-editor.org/rfc/rfc7518#section-3.3
 */
export async function isSignedBy(
  { crypto }: Pick<Platform, 'crypto'>,
  { n, e }: RsaKey,
  token: string,
): Promise<boolean> {
  const [header = '', payload = '', encoded = '', ...rest] = token.split('.')
  const signature = fromBase64url(encoded)
  if (signature === null || rest.length > 0) return false
  return crypto.verify({ kty: 'RSA', n, e }, signature, new TextEncoder().encode(`${header}.${payload}`))
}
