import type { PoolContext } from '../../http/context.ts'
import { cookieNames, readCookie } from '../../http/cookies.ts'
import type { CookieDeps } from '../../http/cookies.ts'
import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import { isSufficient } from '../../oauth/authorize/step-up.ts'
import type { Sessions } from '../../oauth/sessions.ts'
import type { BrowserSession } from '../../state/tables.ts'

export type SufficientSessionDeps = CookieDeps & {
  readonly sessions: Pick<Sessions, 'find'>
  readonly now: () => number
}

/**
 * The session of this browser, if it answers the request without the sign-in page: `undefined` for `prompt=login`, and
 * for a session that is older than `max_age` or below the levels of `acr_values`. `prompt=none` wins over `login`.
 */
export function findSufficientSession(
  c: PoolContext,
  pool: SufficientSessionDeps,
  { prompts, stepUp }: AuthorizeRequest,
): BrowserSession | undefined {
  const session = pool.sessions.find(readCookie(c, pool, cookieNames.session))
  const isLogin = prompts.includes('login') && !prompts.includes('none')
  return session !== undefined && !isLogin && isSufficient(stepUp, session, pool.now()) ? session : undefined
}
