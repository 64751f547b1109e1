import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { PasswordPolicy } from '../config/pool-config.ts'

const keyBytes = 32

/** The rules that a new password can break. */
export type PasswordRule = 'length' | 'longest' | 'lowercase' | 'uppercase' | 'number' | 'symbol'

// Cognito's set of special characters. A space also counts if it is neither first nor last.
const symbols = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|\S \S/
const longestPassword = 256

/**
 * Returns the rules of the policy that a password breaks, in a fixed order. An allowed password breaks none.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export function brokenRules(password: string, policy: PasswordPolicy): PasswordRule[] {
  const checks: [PasswordRule, boolean][] = [
    ['length', password.length < policy.minimumLength],
    ['longest', password.length > longestPassword],
    ['lowercase', policy.requireLowercase && !/[a-z]/.test(password)],
    ['uppercase', policy.requireUppercase && !/[A-Z]/.test(password)],
    ['number', policy.requireNumbers && !/\d/.test(password)],
    ['symbol', policy.requireSymbols && !symbols.test(password)],
  ]
  return checks.filter(([, isBroken]) => isBroken).map(([rule]) => rule)
}

/** Makes a salted scrypt hash, because developers may type a password here that they use elsewhere. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return `${salt.toString('base64url')}.${key.toString('base64url')}`
}

/** Whether `hashPassword` made this hash from this password. */
export async function isPasswordOf(hash: string, password: string): Promise<boolean> {
  const [salt = '', key = ''] = hash.split('.')
  const expected = Buffer.from(key, 'base64url')
  const found = await derive(password, Buffer.from(salt, 'base64url'))
  return expected.length === found.length && timingSafeEqual(expected, found)
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, (error, key) => (error === null ? resolve(key) : reject(error)))
  })
}
