import type { LocalPool, PoolEvent } from './pool.ts'

const mostNamed = 8

/** The lines for the terminal: the URL of the pool, and the users who can sign in. */
export function describePool(pool: LocalPool): string[] {
  const people = pool
    .people()
    .slice(0, mostNamed)
    .map(({ email, password, name, groups }) => {
      const memberOf = groups.length === 0 ? '' : `  (groups: ${groups.join(', ')})`
      return `    ${email}  ${password}  ${name}${memberOf}`
    })
  return [
    ...poolLine(pool),
    '  Sign in from your app: on the page that comes, click a name, or type:',
    ...people,
    '  Continue with Google:',
    ...pool
      .googleAccounts()
      .slice(0, mostNamed)
      .map(({ email }) => `    ${email}`),
  ]
}

/** The first of these lines: which pool it is. */
export function poolLine(pool: LocalPool): string[] {
  return [`  ➜  Pool:    ${pool.config.origin}/__local/  (a local stand-in, not AWS)`]
}

/** The line for the URLs that are registered besides those in the configuration file. No line if there are none. */
export function describeRegistered(urls: readonly string[]): string[] {
  return urls.length === 0 ? [] : [`  ➜  Registered for this app: ${urls.join(', ')}`]
}

/** A terminal line for a mail, or for a refused request with its reason. Returns `undefined` for other requests. */
export function describeEvent(event: PoolEvent): string | undefined {
  if (event.kind === 'mail') return `  ✉  to ${event.to}: ${event.code}`
  if (event.reason === null) return undefined
  return `  ✗  ${event.status} ${event.method} ${event.path}: ${event.reason}`
}
