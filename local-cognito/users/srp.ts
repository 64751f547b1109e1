import { createHash, hkdfSync, randomBytes } from 'node:crypto'
import type { SrpVerifier } from '../state/tables.ts'

/** A group of SRP: a safe prime and a generator. */
export type SrpGroup = { readonly prime: bigint; readonly generator: bigint }

/**
 * The group that Cognito uses: the 3072-bit prime of RFC 3526 with the generator 2. (RFC 5054 has the same prime with
 * the generator 5.)
 * @see https://www.rfc-editor.org/rfc/rfc3526#section-4
 */
export const cognitoGroup: SrpGroup = {
  prime: BigInt(
    `0x${[
      'FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD',
      'EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED',
      'EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F',
      '83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B',
      'E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA0510',
      '15728E5A8AAAC42DAD33170D04507A33A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7',
      'ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864D87602733EC86A64521F2B18177B200C',
      'BBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF',
    ].join('')}`,
  ),
  generator: 2n,
}

const multiplier = hashNumber(bytesOf(cognitoGroup.prime), bytesOf(cognitoGroup.generator))
/** The label of Cognito's key derivation. */
const keyInfo = 'Caldera Derived Key'
const keyBytes = 16

/**
 * Makes the salt and the verifier of a password, both in hexadecimal. The state file holds them, because a client that
 * signs in by SRP never sends the password.
 * @see https://www.rfc-editor.org/rfc/rfc5054#section-2.4
 */
export function makeSrpVerifier(poolId: string, username: string, password: string): SrpVerifier {
  const salt = BigInt(`0x${randomBytes(16).toString('hex')}`)
  const identity = createHash('sha256')
    .update(`${srpPoolName(poolId)}${username}:${password}`)
    .digest()
  const x = hashNumber(bytesOf(salt), identity)
  const verifier = modPow(cognitoGroup.generator, x, cognitoGroup.prime)
  return { salt: salt.toString(16), verifier: verifier.toString(16) }
}

/** The part of the pool's id after the region, which Cognito hashes with the user name. */
export function srpPoolName(poolId: string): string {
  return poolId.slice(poolId.indexOf('_') + 1)
}

/** The server's public value `B = kv + g^b`. */
export function serverPublic(k: bigint, verifier: bigint, b: bigint, { prime, generator }: SrpGroup): bigint {
  return (k * verifier + modPow(generator, b, prime)) % prime
}

/** The shared secret `S = (A * v^u)^b`, as the server computes it. */
export function serverSecret(a: bigint, verifier: bigint, u: bigint, b: bigint, { prime }: SrpGroup): bigint {
  return modPow(a * modPow(verifier, u, prime), b, prime)
}

/** The server's half of one sign-in: its secret `b` and its public value `B`. */
export type SrpServer = { readonly secret: bigint; readonly publicValue: bigint }

/** Starts the server's half of a sign-in. */
export function startSrp(verifier: bigint): SrpServer {
  const secret = BigInt(`0x${randomBytes(32).toString('hex')}`)
  return { secret, publicValue: serverPublic(multiplier, verifier, secret, cognitoGroup) }
}

/**
 * The key with which the client signs its claim: 16 bytes. Cognito derives it with HKDF (RFC 5869) from the shared
 * secret, with `u` as the salt.
 */
export function srpKey(clientPublic: bigint, verifier: bigint, server: SrpServer): Buffer {
  const u = hashNumber(bytesOf(clientPublic), bytesOf(server.publicValue))
  const secret = serverSecret(clientPublic, verifier, u, server.secret, cognitoGroup)
  return Buffer.from(hkdfSync('sha256', bytesOf(secret), bytesOf(u), keyInfo, keyBytes))
}

/** Reads a client's public value. `undefined` if it is no number, or a multiple of the prime, which SRP forbids. */
export function readSrpPublic(hex: string): bigint | undefined {
  if (!/^[0-9a-f]{1,1024}$/i.test(hex)) return undefined
  const value = BigInt(`0x${hex}`)
  return value % cognitoGroup.prime === 0n ? undefined : value
}

function hashNumber(...parts: readonly Uint8Array[]): bigint {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return BigInt(`0x${hash.digest('hex')}`)
}

/** A number as Java's BigInteger writes it: big-endian, with a zero byte before a first bit that is set. */
function bytesOf(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

/** `base ** exponent % modulus`. */
export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = base % modulus
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
