import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import { codeLocation } from '../../oauth/authorize/callback-url.ts'
import { codeGrant } from '../../oauth/authorize/codes.ts'
import { cookieNames, readCookie, writeCookie } from '../../http/cookies.ts'
import type { PoolContext, PoolParts } from '../../parts.ts'
import { sessionSeconds } from '../../oauth/sessions.ts'
import type { BrowserSession } from '../../state/tables.ts'

/** Signs a person in for an hour and sends the browser back to the app with a code. */
export function signInAndReturn(
  c: PoolContext,
  pool: PoolParts,
  request: AuthorizeRequest,
  sub: string,
  nonce: string | null,
): Response {
  const { cookie, session } = pool.sessions.start(sub, readCookie(c, pool, cookieNames.session))
  writeCookie(c, pool, cookieNames.session, cookie, sessionSeconds)
  return returnWithCode(c, pool, request, session, nonce)
}

/** Sends the browser back to the app with a code for a session that is there already. Does not lengthen the session. */
export function returnWithCode(
  c: PoolContext,
  pool: PoolParts,
  request: AuthorizeRequest,
  session: BrowserSession,
  nonce: string | null,
): Response {
  const code = pool.codes.put(codeGrant(request, session, nonce))
  return c.redirect(codeLocation(request.returnsTo, request.rawState, code))
}
