import type { PoolApp, PoolContext } from '../../http/context.ts'
import { cookieNames, readCookie, writeCookie } from '../../http/cookies.ts'
import type { Mismatch } from '../../oauth/authorize/mismatch.ts'
import type { Clients } from '../../oauth/clients.ts'
import type { ExpiringStore } from '../../state/expiring-store.ts'
import { answerPage } from '../layout/page.ts'
import type { PageDeps } from '../layout/page.ts'
import { errorPage } from './error-page.ts'
import type { Comparison } from './error-page.ts'

export type ErrorPageDeps = PageDeps & { readonly clients: Pick<Clients, 'find'> }
export type MismatchDeps = ErrorPageDeps & { readonly mismatches: ExpiringStore<Mismatch> }

/** How long the error page can show a mismatch. */
export const mismatchSeconds = 300

/**
 * `GET /error`: the pool redirects here if a redirect URI is not registered. The page shows the received URI and the
 * registered ones.
 *
 * One report from a live pool has status 400. That the status is always 400 is UNCONFIRMED, and so is managed login's
 * text.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function addError(app: PoolApp, pool: MismatchDeps): void {
  app.get('/error', (c) => {
    const message = c.req.query('error') ?? ''
    // Any site can link to this page with any query, so the URL that it shows comes from the pool's memory.
    const mismatch = pool.mismatches.find(readCookie(c, pool, cookieNames.mismatch) ?? '')
    const isShown = message === 'redirect_mismatch' && mismatch !== undefined
    return answerError(c, pool, 400, message, isShown ? mismatch : undefined)
  })
}

/** Redirects to `/error`, never to the URI of the request: that would make the pool an open redirector. */
export function redirectToMismatch(c: PoolContext, pool: MismatchDeps, mismatch: Mismatch, reason: string): Response {
  c.set('reason', reason)
  writeCookie(c, pool, cookieNames.mismatch, pool.mismatches.put(mismatch), mismatchSeconds)
  const query = new URLSearchParams({ error: 'redirect_mismatch', client_id: mismatch.clientId })
  return c.redirect(`${pool.config.origin}/error?${query}`)
}

/** Shows the error page without a redirect. With a mismatch it shows the registered URLs too. */
export function answerError(
  c: PoolContext,
  pool: ErrorPageDeps,
  status: 400 | 403 | 500,
  message: string,
  mismatch?: Mismatch,
): Promise<Response> {
  const comparison = mismatch === undefined ? null : compare(pool, mismatch)
  return answerPage(c, pool, status, (text) => errorPage(message, comparison, text))
}

function compare({ clients }: ErrorPageDeps, mismatch: Mismatch): Comparison {
  return { mismatch, client: clients.find(mismatch.clientId), allClients: clients.all() }
}
