import { getCookie, setCookie } from 'hono/cookie'
import type { PoolContext, PoolParts } from '../parts.ts'

// Cookies ignore ports, so another server on this host sees them; they open nothing but this stand-in.
const options = { path: '/', httpOnly: true, sameSite: 'Lax' } as const

/** Names of the cookies. The first five are Cognito's own, the last two exist only here. */
export const cookieNames = {
  session: 'cognito',
  formToken: 'XSRF-TOKEN',
  googleTrip: 'csrf-state',
  language: 'lang',
  step: 'page-data',
  google: 'local-google-session',
  mismatch: 'local-mismatch',
} as const

type CookieName = (typeof cookieNames)[keyof typeof cookieNames]

/** Reads one of the pool's cookies. */
export function readCookie(c: PoolContext, pool: PoolParts, name: CookieName): string | undefined {
  return getCookie(c, name + pool.cookieSuffix)
}

/** Sets a cookie for `lifetimeSeconds`, or until the browser closes. A life of 0 removes it. */
export function writeCookie(
  c: PoolContext,
  pool: PoolParts,
  name: CookieName,
  value: string,
  lifetimeSeconds?: number,
): void {
  // Over plain http a browser would not take a `Secure` cookie everywhere.
  const secure = pool.config.origin.startsWith('https:')
  const life = lifetimeSeconds === undefined ? {} : { maxAge: lifetimeSeconds }
  setCookie(c, name + pool.cookieSuffix, value, { ...options, secure, ...life })
}
