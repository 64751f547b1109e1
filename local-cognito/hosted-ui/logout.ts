import type { AppClient } from '../config/client-config.ts'
import type { PoolApp, PoolContext } from '../http/context.ts'
import { cookieNames, readCookie, writeCookie } from '../http/cookies.ts'
import type { Mismatch } from '../oauth/authorize/mismatch.ts'
import type { Sessions } from '../oauth/sessions.ts'
import { answerError, redirectToMismatch } from './error/error.ts'
import type { MismatchDeps } from './error/error.ts'

type LogoutDeps = MismatchDeps & { readonly sessions: Pick<Sessions, 'end'> }

/**
 * `GET /logout`: ends the browser's session and redirects to a registered sign-out URL, or to `/login`. Tokens and the
 * session at Google stay valid. The OpenID Connect parameters `post_logout_redirect_uri` and `id_token_hint` have no
 * effect.
 *
 * The texts are Cognito's. UNCONFIRMED: the status of the page with these texts, the response to an unknown client
 * (here the same as to a URL that is not registered), and that the browser needs no session.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function addLogout(app: PoolApp, pool: LogoutDeps): void {
  app.get('/logout', (c) => {
    const clientId = c.req.query('client_id')
    if (!clientId) return answerMissing(c, pool, 'client_id', 'client_id is missing')
    const client = pool.clients.find(clientId)
    if (client === undefined) return answerMissing(c, pool, 'redirect_uri', 'no client has this id')
    const logoutUri = c.req.query('logout_uri')
    return logoutUri === undefined ? signInAgain(c, pool, client) : signOutTo(c, pool, client, logoutUri)
  })
}

function signOutTo(
  c: PoolContext,
  pool: LogoutDeps,
  client: AppClient,
  logoutUri: string,
): Response | Promise<Response> {
  if (!client.allowedOAuthFlowsUserPoolClient || !client.signOutUrls.includes(logoutUri)) {
    // The text names a parameter that was not sent. Cognito's text does the same, and it keeps the session.
    const mismatch = { clientId: client.id, url: logoutUri, kind: 'sign-out' } as const
    return answerMissing(c, pool, 'redirect_uri', 'logout_uri is not a registered sign-out URL', mismatch)
  }
  endSession(c, pool)
  // Nothing is appended: `logout_uri` makes Cognito ignore the other parameters, `state` included.
  return c.redirect(logoutUri)
}

function signInAgain(c: PoolContext, pool: LogoutDeps, client: AppClient): Response | Promise<Response> {
  const redirectUri = c.req.query('redirect_uri')
  if (!redirectUri) return answerMissing(c, pool, 'redirect_uri', 'neither logout_uri nor redirect_uri')
  // The text follows the pattern of the two known texts (INFERRED).
  if (!c.req.query('response_type')) return answerMissing(c, pool, 'response_type', 'response_type is missing')
  if (!client.allowedOAuthFlowsUserPoolClient || !client.callbackUrls.includes(redirectUri)) {
    return redirectToMismatch(
      c,
      pool,
      { clientId: client.id, url: redirectUri, kind: 'callback' },
      'redirect_uri is not registered',
    )
  }
  endSession(c, pool)
  const { search } = new URL(c.req.url)
  const scope = c.req.query('scope') === undefined ? `&${new URLSearchParams({ scope: client.scopes.join(' ') })}` : ''
  return c.redirect(`${pool.config.origin}/login${search}${scope}`)
}

function endSession(c: PoolContext, pool: LogoutDeps): void {
  pool.sessions.end(readCookie(c, pool, cookieNames.session))
  writeCookie(c, pool, cookieNames.session, '', 0)
}

function answerMissing(
  c: PoolContext,
  pool: LogoutDeps,
  parameter: string,
  reason: string,
  mismatch?: Mismatch,
): Promise<Response> {
  c.set('reason', reason)
  return answerError(c, pool, 400, `Required String parameter '${parameter}' is not present`, mismatch)
}
