import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolApp, PoolContext } from './context.ts'
import { stylePath } from './local-paths.ts'

/**
 * Refuses requests for another host than the pool's, and sets the headers of every response. Without the check, a site
 * could point its own host name at 127.0.0.1 and read the pool from its page (DNS rebinding).
 */
export function addGuard(
  app: PoolApp,
  { config, now }: { readonly config: Pick<PoolConfig, 'origin' | 'issuerOrigin'>; readonly now: () => number },
): void {
  const hosts = [config.origin, config.issuerOrigin].map((origin) => new URL(origin).host)
  app.use(async (c, next) => {
    if (!isOwnHost(c, hosts)) return c.text(`This local user pool answers at ${config.origin} only.`, 403)
    c.header('X-Content-Type-Options', 'nosniff')
    // The pool's own clock, which the setting `clockSkewSeconds` makes wrong. Node would send this computer's time.
    c.header('Date', new Date(now()).toUTCString())
    // Responses contain cookies and codes, so browsers must not cache them. The style is public.
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
