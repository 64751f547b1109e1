import { describe, expect, it } from 'vitest'
import { makeTotpSecret, totpCode, totpStep } from '../../../local-cognito/users/totp.ts'

/** RFC 6238, appendix B: the secret "12345678901234567890" in base32, and the codes for SHA-1. They have eight digits. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

describe('TOTP', () => {
  it.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('gives the last six digits of the code of RFC 6238 at second %i', (second, code) => {
    expect(totpCode(secret, totpStep(second * 1000))).toBe(code.slice(-6))
  })

  it('makes secrets of 256 bits in base32', () => {
    expect(makeTotpSecret()).toMatch(/^[A-Z2-7]{52}$/)
    expect(makeTotpSecret()).not.toBe(makeTotpSecret())
  })
})
