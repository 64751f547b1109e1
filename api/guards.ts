import { createMiddleware } from 'hono/factory'
import type { AccessToken, createVerifier } from './verify.ts'

/** What a route behind `authenticate` finds in its context. */
export interface ApiEnv {
  readonly Variables: { readonly token: AccessToken }
}

/**
 * Lets requests with a valid access token through, and answers the others: 401 without one or with an invalid one, 503
 * where the pool's keys cannot be had. A 401 would make the app refresh a token that may be good.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc6750#section-3
 */
export function authenticate(verify: ReturnType<typeof createVerifier>) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const [, token] = /^Bearer ([\w.~+/=-]+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    // A request without a token is told no error: it may not have known that it needs one.
    if (token === undefined) return c.json({ error: 'unauthorized' }, 401, { 'WWW-Authenticate': 'Bearer' })
    const verification = await verify(token)
    switch (verification.kind) {
      case 'keys-unavailable':
        return c.json({ error: 'temporarily_unavailable' }, 503, { 'Retry-After': '5' })
      case 'invalid':
        return c.json({ error: 'invalid_token' }, 401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' })
      case 'valid':
        c.set('token', verification.token)
        return next()
    }
  })
}

/** Lets tokens with this scope through. Others get 403 with the scope that they lack. */
export function requireScope(scope: string) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (c.var.token.scopes.includes(scope)) return next()
    const challenge = `Bearer error="insufficient_scope", scope="${scope}"`
    return c.json({ error: 'insufficient_scope' }, 403, { 'WWW-Authenticate': challenge })
  })
}

/** Lets members of this group of the user pool through. Others get 403. */
export function requireGroup(group: string) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (c.var.token.groups.includes(group)) return next()
    return c.json({ error: 'insufficient_group' }, 403, { 'WWW-Authenticate': 'Bearer error="insufficient_scope"' })
  })
}

/**
 * Lets users through who signed in at most this many seconds ago. Others get the challenge that asks the app for a new
 * sign-in.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc9470#section-3
 */
export function requireRecentSignIn(maxAgeSeconds: number, now: () => number = Date.now) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    if (now() / 1000 - c.var.token.authTime <= maxAgeSeconds) return next()
    const challenge = `Bearer error="insufficient_user_authentication", max_age="${maxAgeSeconds}"`
    return c.json({ error: 'insufficient_user_authentication' }, 401, { 'WWW-Authenticate': challenge })
  })
}
