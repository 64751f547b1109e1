import type { PoolContext } from '../../http/context.ts'
import { cookieNames, readCookie, writeCookie } from '../../http/cookies.ts'
import type { CookieDeps } from '../../http/cookies.ts'
import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import { codeLocation } from '../../oauth/authorize/callback-url.ts'
import { codeGrant } from '../../oauth/authorize/codes.ts'
import type { Codes } from '../../oauth/authorize/codes.ts'
import { sessionSeconds } from '../../oauth/sessions.ts'
import type { Sessions } from '../../oauth/sessions.ts'
import type { BrowserSession } from '../../state/tables.ts'

export type CodeDeps = { readonly codes: Pick<Codes, 'put'> }
export type SignInDeps = CookieDeps & CodeDeps & { readonly sessions: Pick<Sessions, 'start'> }

/** A user who has just authenticated. */
export type Authenticated = { readonly sub: string; readonly amr: readonly string[]; readonly nonce: string | null }

/** Starts a session of an hour for this browser and redirects it to the app with a code. */
export function signInAndReturn(
  c: PoolContext,
  pool: SignInDeps,
  request: AuthorizeRequest,
  { sub, amr, nonce }: Authenticated,
): Response {
  const { cookie, session } = pool.sessions.start(sub, amr, readCookie(c, pool, cookieNames.session))
  writeCookie(c, pool, cookieNames.session, cookie, sessionSeconds)
  return returnWithCode(c, pool, request, session, nonce)
}

/** Redirects the browser to the app with a code for an existing session. Does not extend the session. */
export function returnWithCode(
  c: PoolContext,
  pool: CodeDeps,
  request: AuthorizeRequest,
  session: BrowserSession,
  nonce: string | null,
): Response {
  const code = pool.codes.put(codeGrant(request, session, nonce))
  return c.redirect(codeLocation(request.returnsTo, request.rawState, code))
}
