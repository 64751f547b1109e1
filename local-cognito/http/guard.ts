import type { PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { stylePath } from '../hosted-ui/layout/page.ts'

/**
 * Refuses requests that name another host than the pool's: a name that somebody points at 127.0.0.1 would otherwise
 * let their page read the pool (DNS rebinding). Headers that every answer has are set here too.
 */
export function addGuard(app: PoolApp, pool: PoolParts): void {
  const hosts = [pool.config.origin, pool.config.issuerOrigin].map((origin) => new URL(origin).host)
  app.use(async (c, next) => {
    if (!isOwnHost(c, hosts)) return c.text(`This local user pool answers at ${pool.config.origin} only.`, 403)
    c.header('X-Content-Type-Options', 'nosniff')
    // Cookies and codes are in these answers; only the style is the same for everybody.
    if (c.req.path !== stylePath) c.header('Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate')
    c.header('Referrer-Policy', 'no-referrer')
    return next()
  })
}

function isOwnHost(c: PoolContext, hosts: readonly string[]): boolean {
  const { host } = new URL(c.req.url)
  const header = c.req.header('host')?.toLowerCase() ?? host
  return header === host && hosts.includes(host)
}

/** Notes each request to one of Cognito's own paths. */
export function addRequestLog(app: PoolApp, pool: PoolParts): void {
  app.use(async (c, next) => {
    await next()
    if (c.req.path.startsWith('/__local')) return
    const reason = c.get('reason') ?? null
    pool.requests.add({ atMs: pool.now(), method: c.req.method, path: c.req.path, status: c.res.status, reason })
  })
}
