import { getCookie, setCookie } from 'hono/cookie'
import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolContext } from './context.ts'

// Browsers ignore the port of a cookie, so every server on this host receives these cookies. They give access to the
// local pool only.
const options = { path: '/', httpOnly: true, sameSite: 'Lax' } as const

/** Names of the cookies. The first five are Cognito's own. The last two exist only here. */
export const cookieNames = {
  session: 'cognito',
  csrfToken: 'XSRF-TOKEN',
  federationRequest: 'csrf-state',
  language: 'lang',
  pageState: 'page-data',
  google: 'local-google-session',
  mismatch: 'local-mismatch',
} as const

type CookieName = (typeof cookieNames)[keyof typeof cookieNames]

export type CookieDeps = {
  readonly config: Pick<PoolConfig, 'origin'>
  /** Appended to each cookie name, so that two pools on one host do not overwrite each other's cookies. */
  readonly cookieSuffix: string
}

/** Reads one of the pool's cookies. */
export function readCookie(
  c: PoolContext,
  { cookieSuffix }: Pick<CookieDeps, 'cookieSuffix'>,
  name: CookieName,
): string | undefined {
  return getCookie(c, name + cookieSuffix)
}

/** Sets a cookie for `lifetimeSeconds`, or until the browser closes. A lifetime of 0 removes it. */
export function writeCookie(
  c: PoolContext,
  { config, cookieSuffix }: CookieDeps,
  name: CookieName,
  value: string,
  lifetimeSeconds?: number,
): void {
  // Not every browser accepts a `Secure` cookie over plain http.
  const secure = config.origin.startsWith('https:')
  const lifetime = lifetimeSeconds === undefined ? {} : { maxAge: lifetimeSeconds }
  setCookie(c, name + cookieSuffix, value, { ...options, secure, ...lifetime })
}
