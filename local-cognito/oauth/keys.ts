import { randomBytes } from 'node:crypto'
import type { CryptoKey, JWK } from 'jose'
import { exportJWK } from 'jose/key/export'
import { generateKeyPair } from 'jose/key/generate/keypair'
import { importJWK } from 'jose/key/import'
import * as v from 'valibot'
import { privateKeySchema } from '../state/stored-keys.ts'
import type { PoolKeys, PrivateKey } from '../state/stored-keys.ts'

export type { PoolKeys }

/**
 * Makes the two RSA 2048 keys of a pool. This takes up to some seconds on a slow machine, so tests make the keys once
 * and pass them to every pool.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export async function generatePoolKeys(): Promise<PoolKeys> {
  const [id, access] = await Promise.all([generateKey(), generateKey()])
  return { id, access }
}

async function generateKey(): Promise<PrivateKey> {
  const pair = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const jwk = await exportJWK(pair.privateKey)
  // Cognito's key ids are base64 with padding, not base64url. A client that decodes them as base64url fails here too.
  return v.parse(privateKeySchema, { ...jwk, kid: randomBytes(32).toString('base64') })
}

/** Imports a key for signing. */
export function importPrivateKey(key: PrivateKey): Promise<CryptoKey> {
  return importKey({ ...key })
}

/** Imports the public half of a key for checking signatures. */
export function importPublicKey(key: PrivateKey): Promise<CryptoKey> {
  return importKey(publicKey(key))
}

async function importKey(jwk: JWK): Promise<CryptoKey> {
  const imported = await importJWK(jwk, 'RS256')
  if (imported instanceof Uint8Array) throw new TypeError('An RSA key cannot be a secret key')
  return imported
}

/** The public half of a key, as the pool's key set shows it. */
export function publicKey(key: PrivateKey): {
  alg: string
  e: string
  kid: string
  kty: string
  n: string
  use: string
} {
  return { alg: 'RS256', e: key.e, kid: key.kid, kty: 'RSA', n: key.n, use: 'sig' }
}
