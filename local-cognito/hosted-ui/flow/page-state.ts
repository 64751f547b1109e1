import { cookieNames, readCookie, writeCookie } from '../../http/cookies.ts'
import type { PageStep, PoolContext, PoolParts } from '../../parts.ts'

/** How long a browser may take from one page to the next; a mailed code may live longer. Cognito's limit is UNCONFIRMED. */
export const stepSeconds = 3600

/** Remembers what this browser is in the middle of. */
export function beginStep(c: PoolContext, pool: PoolParts, step: PageStep): void {
  writeCookie(c, pool, cookieNames.step, pool.steps.put(step), stepSeconds)
}

/** What this browser is in the middle of, if it is that kind of thing. */
export function currentStep(c: PoolContext, pool: PoolParts, kind: PageStep['kind']): PageStep | undefined {
  const step = pool.steps.find(readCookie(c, pool, cookieNames.step) ?? '')
  return step?.kind === kind ? step : undefined
}

/** The step is done. */
export function endStep(c: PoolContext, pool: PoolParts): void {
  pool.steps.take(readCookie(c, pool, cookieNames.step) ?? '')
  writeCookie(c, pool, cookieNames.step, '', 0)
}
