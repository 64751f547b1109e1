import { randomInt } from 'node:crypto'
import { hashOf, isSameSecret } from '../state/secret.ts'
import type { PoolState } from '../state/tables.ts'

/** What a mailed code is for. */
export type CodePurpose = 'sign-up' | 'reset'

type CodeVerdict = 'fits' | 'wrong' | 'expired' | 'too-many-tries'

/** Codes in mails. */
export type MailCodes = {
  /** Makes a code of six digits. An earlier code for the same purpose becomes invalid. */
  make(purpose: CodePurpose, sub: string): string
  /** Checks a code. A correct code works once. */
  check(purpose: CodePurpose, sub: string, code: string): CodeVerdict
}

const lifetimeMs: Record<CodePurpose, number> = { 'sign-up': 24 * 3600_000, reset: 3600_000 }
// AWS names 15 tries an hour to confirm and 5 to 20 to reset; here they count for each code.
const tries: Record<CodePurpose, number> = { 'sign-up': 15, reset: 5 }

/**
 * Keeps codes as hashes: 24 hours after a sign-up, an hour for a reset.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
export function createMailCodes({ mailCodes }: Pick<PoolState, 'mailCodes'>, now: () => number): MailCodes {
  return {
    make(purpose, sub) {
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const expiresAtMs = now() + lifetimeMs[purpose]
      mailCodes.set(keyOf(purpose, sub), { hash: hashOf(code), expiresAtMs, triesLeft: tries[purpose] })
      return code
    },
    check(purpose, sub, code) {
      const key = keyOf(purpose, sub)
      const row = mailCodes.get(key)
      if (row === undefined || row.expiresAtMs <= now()) return 'expired'
      if (row.triesLeft <= 0) return 'too-many-tries'
      if (!isSameSecret(row.hash, hashOf(code.trim()))) {
        mailCodes.set(key, { ...row, triesLeft: row.triesLeft - 1 })
        return 'wrong'
      }
      mailCodes.delete(key)
      return 'fits'
    },
  }
}

function keyOf(purpose: CodePurpose, sub: string): string {
  return `${purpose} ${sub}`
}
