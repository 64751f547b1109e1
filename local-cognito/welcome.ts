import type { LocalPool } from './pool.ts'

/** The lines that tell a developer where the pool is and who can sign in. */
export function describePool(pool: LocalPool): string[] {
  const people = pool.people().map(({ email, password, groups }) => {
    const memberOf = groups.length === 0 ? '' : `  (groups: ${groups.join(', ')})`
    return `    ${email}  ${password}${memberOf}`
  })
  return [
    `  ➜  Pool:    ${pool.config.origin}/__local/  (a local stand-in, not AWS)`,
    '  Sign in with one click on its page, or as:',
    ...people,
    '  Continue with Google:',
    ...pool.googleAccounts().map(({ email }) => `    ${email}`),
  ]
}
