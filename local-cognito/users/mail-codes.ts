import { randomInt } from 'node:crypto'
import { hashOf, isSameSecret } from '../state/secret.ts'
import type { PoolState } from '../state/tables.ts'

/** The purpose of a mailed code. */
export type CodePurpose = 'sign-up' | 'reset' | 'attribute'

type CodeVerdict = 'fits' | 'wrong' | 'expired' | 'too-many-tries'

/** The codes in mails. */
export type MailCodes = {
  /** Makes a code of six digits. An earlier code for the same purpose becomes invalid. */
  make(purpose: CodePurpose, sub: string): string
  /** Checks a code. A correct code works once. */
  check(purpose: CodePurpose, sub: string, code: string): CodeVerdict
}

const lifetimeMs: Record<CodePurpose, number> = { 'sign-up': 24 * 3600_000, reset: 3600_000, attribute: 24 * 3600_000 }
// AWS allows 15 tries an hour to confirm and 5 to 20 to reset. Here the limit is per code.
const tries: Record<CodePurpose, number> = { 'sign-up': 15, reset: 5, attribute: 15 }

/**
 * Keeps codes as hashes. A code for a sign-up or for a changed address is valid for 24 hours, a code for
 * a reset for an hour.
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
