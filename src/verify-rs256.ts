import type { World } from './session/world.ts'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

/** Checks an RS256 signature with the browser's own cryptography. */
export const verifyRs256: World['verify'] = async (jwk, signature, signed) => {
  try {
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
    return await crypto.subtle.verify(algorithm, key, signature, signed)
  } catch (error) {
    // A key that is none is a DataError.
    if (error instanceof DOMException) return false
    throw error
  }
}
