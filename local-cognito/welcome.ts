import type { LocalPool, PoolEvent } from './pool.ts'

const mostNamed = 8

/** The lines that tell a developer where the pool is and who can sign in. */
export function describePool(pool: LocalPool): string[] {
  const people = pool
    .people()
    .slice(0, mostNamed)
    .map(({ email, password, name, groups }) => {
      const memberOf = groups.length === 0 ? '' : `  (groups: ${groups.join(', ')})`
      return `    ${email}  ${password}  ${name}${memberOf}`
    })
  return [
    `  ➜  Pool:    ${pool.config.origin}/__local/  (a local stand-in, not AWS)`,
    '  Sign in from your app: on the page that comes, click a name, or type:',
    ...people,
    '  Continue with Google:',
    ...pool
      .googleAccounts()
      .slice(0, mostNamed)
      .map(({ email }) => `    ${email}`),
  ]
}

/** A line about what happened, if a developer wants to see it: mails, and requests that were refused, with why. */
export function describeEvent(event: PoolEvent): string | undefined {
  if (event.kind === 'mail') return `  ✉  to ${event.to}: ${event.code}`
  if (event.reason === null) return undefined
  return `  ✗  ${event.status} ${event.method} ${event.path}: ${event.reason}`
}
