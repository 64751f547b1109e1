import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { authenticate, requireGroup, requireRecentSignIn, requireScope, type ApiEnv } from './guards.ts'
import { createVerifier, type TokenRules } from './verify.ts'

export interface ApiSettings extends TokenRules {
  /** The origins of the apps that may call the API from a browser, exactly as the browser sends them. */
  readonly origins: readonly string[]
}

/**
 * The API that the app calls with its access token. Every route needs one; a route's guards stand beside its path.
 * docs/api.md describes each check.
 */
export function createApi({ origins, ...rules }: ApiSettings): Hono<ApiEnv> {
  const api = new Hono<ApiEnv>()
  // Before the check of the token: a browser's preflight request has none.
  api.use(
    cors({
      origin: [...origins],
      allowHeaders: ['Authorization', 'Content-Type'],
      exposeHeaders: ['WWW-Authenticate', 'Retry-After'],
      maxAge: 600,
    }),
  )
  api.use(async (c, next) => {
    await next()
    c.header('Cache-Control', 'no-store')
  })
  api.use(authenticate(createVerifier(rules)))

  api.get('/me', requireScope('openid'), (c) => {
    const { subject, scopes, groups } = c.var.token
    return c.json({ sub: subject, scope: scopes.join(' '), groups })
  })

  api.get('/admin/report', requireGroup('admins'), (c) =>
    c.json({ report: 'Only members of the group admins see this.' }),
  )

  api.post('/payments', requireRecentSignIn(300), (c) => c.json({ accepted: true }))

  api.notFound((c) => c.json({ error: 'not_found' }, 404))
  return api
}
