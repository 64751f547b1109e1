import type { Cryptography } from './platform.ts'

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

export const webCrypto: Cryptography = {
  async verify(jwk, signature, signed) {
    try {
      const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
      return await crypto.subtle.verify(algorithm, key, signature, signed)
    } catch (error) {
      // An invalid key is a DataError.
      if (error instanceof DOMException) return false
      throw error
    }
  },
  sha256: (bytes) => crypto.subtle.digest('SHA-256', bytes),
}
