import { getCookie, setCookie } from 'hono/cookie'
import type { PoolContext } from '../parts.ts'

// `Secure` is missing on purpose: the pool speaks plain http on the loopback address. Cookies ignore ports, so another
// server on this host sees them; they open nothing but this stand-in.
const options = { path: '/', httpOnly: true, sameSite: 'Lax' } as const

/** Names of the cookies. The first four are Cognito's own, the last two exist only here. */
export const cookieNames = {
  session: 'cognito',
  formToken: 'XSRF-TOKEN',
  googleTrip: 'csrf-state',
  language: 'lang',
  google: 'local-google-session',
  mismatch: 'local-mismatch',
} as const

type CookieName = (typeof cookieNames)[keyof typeof cookieNames]

/** Reads one of the pool's cookies. */
export function readCookie(c: PoolContext, name: CookieName): string | undefined {
  return getCookie(c, name)
}

/** Sets a cookie for `lifetimeSeconds`, or until the browser closes. A life of 0 removes it. */
export function writeCookie(c: PoolContext, name: CookieName, value: string, lifetimeSeconds?: number): void {
  setCookie(c, name, value, lifetimeSeconds === undefined ? options : { ...options, maxAge: lifetimeSeconds })
}
