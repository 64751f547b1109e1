import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A random text of 256 bits in base64url. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in base64url. The state file holds hashes of tokens and cookies, so that it cannot be used to sign in. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

/** Compares two texts. The time that this takes does not reveal where they differ. */
export function isSameSecret(left: string, right: string): boolean {
  return timingSafeEqual(createHash('sha256').update(left).digest(), createHash('sha256').update(right).digest())
}
