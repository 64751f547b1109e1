import type { PoolContext } from '../../http/context.ts'
import { cookieNames, readCookie, writeCookie } from '../../http/cookies.ts'
import type { CookieDeps } from '../../http/cookies.ts'
import type { ExpiringStore } from '../../state/expiring-store.ts'

/** The state of a flow that starts on one page and ends on the next. `sub` is `null` if no user has the address. */
export type PageState = {
  readonly kind: 'sign-up' | 'reset' | 'new-password' | 'totp'
  readonly sub: string | null
  readonly email: string
}

export type PageStateDeps = CookieDeps & { readonly pageStates: ExpiringStore<PageState> }

/** How long the state is valid. A mailed code may be valid for longer. Cognito's limit is UNCONFIRMED. */
export const pageStateSeconds = 3600

/** Saves the state, and its key in a cookie of this browser. */
export function savePageState(c: PoolContext, pool: PageStateDeps, state: PageState): void {
  writeCookie(c, pool, cookieNames.pageState, pool.pageStates.put(state), pageStateSeconds)
}

/** The state of this browser, if it is of this kind. */
export function findPageState(c: PoolContext, pool: PageStateDeps, kind: PageState['kind']): PageState | undefined {
  const state = pool.pageStates.find(readCookie(c, pool, cookieNames.pageState) ?? '')
  return state?.kind === kind ? state : undefined
}

/** Removes the state and the cookie. */
export function clearPageState(c: PoolContext, pool: PageStateDeps): void {
  pool.pageStates.take(readCookie(c, pool, cookieNames.pageState) ?? '')
  writeCookie(c, pool, cookieNames.pageState, '', 0)
}
