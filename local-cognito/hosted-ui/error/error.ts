import { cookieNames, readCookie, writeCookie } from '../../http/cookies.ts'
import { errorPage } from './error-page.ts'
import type { Comparison } from './error-page.ts'
import { answerPage } from '../layout/page.ts'
import type { Mismatch, PoolApp, PoolContext, PoolParts } from '../../parts.ts'

const shownSeconds = 300

/**
 * `GET /error`: where a refused redirect URI ends up. The page shows the URI received beside those registered.
 *
 * Status 400 was reported once from a live pool; that it always is, is UNCONFIRMED, and so are managed login's words.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function addError(app: PoolApp, pool: PoolParts): void {
  app.get('/error', (c) => {
    const word = c.req.query('error') ?? ''
    // The query of this page is anybody's to write; what it shows as received comes from the pool's own memory.
    const mismatch = pool.mismatches.find(readCookie(c, pool, cookieNames.mismatch) ?? '')
    const isShown = word === 'redirect_mismatch' && mismatch !== undefined
    return answerError(c, pool, 400, word, isShown ? mismatch : undefined)
  })
}

/** Leaves for `/error`, and never for the URI that was sent: redirecting there would hand people to anybody. */
export function redirectToMismatch(c: PoolContext, pool: PoolParts, mismatch: Mismatch, reason: string): Response {
  c.set('reason', reason)
  writeCookie(c, pool, cookieNames.mismatch, pool.mismatches.put(mismatch), shownSeconds)
  const query = new URLSearchParams({ error: 'redirect_mismatch', client_id: mismatch.clientId })
  return c.redirect(`${pool.config.origin}/error?${query}`)
}

/** Shows the error page in place; with a URL that was refused, beside those that are registered. */
export function answerError(
  c: PoolContext,
  pool: PoolParts,
  status: 400 | 403 | 500,
  word: string,
  mismatch?: Mismatch,
): Promise<Response> {
  const comparison = mismatch === undefined ? null : compare(pool, mismatch)
  return answerPage(c, pool, status, (text) => errorPage(word, comparison, text))
}

function compare({ clients }: PoolParts, mismatch: Mismatch): Comparison {
  return { mismatch, client: clients.find(mismatch.clientId), allClients: clients.all() }
}
