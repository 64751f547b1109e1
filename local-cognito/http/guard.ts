import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolApp, PoolContext } from './context.ts'
import { stylePath } from './local-paths.ts'

type GuardDeps = {
  readonly config: Pick<PoolConfig, 'origin' | 'issuerOrigin'>
  /** Host names of the pool besides that of its origin, at any port: a container's name, or a Codespace's. */
  readonly allowedHosts: readonly string[]
  readonly now: () => number
}

/**
 * Refuses requests for another host than the pool's, and sets the headers of every response. Without the check, a site
 * could point its own host name at 127.0.0.1 and read the pool from its page (DNS rebinding).
 */
export function addGuard(app: PoolApp, { config, now, allowedHosts }: GuardDeps): void {
  const hosts = [config.origin, config.issuerOrigin].map((origin) => new URL(origin).host)
  app.use(async (c, next) => {
    if (!isOwnHost(c, hosts, allowedHosts)) {
      c.set('reason', 'the host name is not the pool’s: start the pool with --allow-host to allow another one')
      return c.text(`This local user pool answers at ${config.origin} only, or at the names of --allow-host.`, 403)
    }
    c.header('X-Content-Type-Options', 'nosniff')
    // The pool's own clock, which the setting `clockSkewSeconds` makes wrong. Node would send this computer's time.
    c.header('Date', new Date(now()).toUTCString())
    // Responses contain cookies and codes, so browsers must not cache them. The style is public.
    if (c.req.path !== stylePath) c.header('Cache-Control', 'no-cache, no-store, max-age=0, must-revalidate')
    c.header('Referrer-Policy', 'no-referrer')
    return next()
  })
}

function isOwnHost(c: PoolContext, hosts: readonly string[], allowedHosts: readonly string[]): boolean {
  const { host, hostname } = new URL(c.req.url)
  const header = c.req.header('host')?.toLowerCase() ?? host
  return header === host && (hosts.includes(host) || allowedHosts.includes(hostname))
}
