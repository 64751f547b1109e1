import { randomInt } from 'node:crypto'
import { idFrom } from '../config/people-config.ts'
import type { GoogleAccount } from '../config/people-config.ts'
import type { PoolState } from '../state/tables.ts'

/** The accounts that the stand-in for Google offers. */
export type GoogleAccounts = {
  find(googleSub: string): GoogleAccount | undefined
  /** Finds an account by e-mail address. Ignores upper and lower case. */
  findByEmail(email: string): GoogleAccount | undefined
  all(): GoogleAccount[]
  /** Adds an account, as a user can at Google. It stays until the state is reset. */
  add(email: string, name: string): GoogleAccount
  /** Reads the accounts again, after a change of the state. */
  reload(): void
}

/** Keeps the configured accounts and the accounts that were added. */
export function createGoogleAccounts(
  configured: readonly GoogleAccount[],
  state: Pick<PoolState, 'googleAccounts'>,
): GoogleAccounts {
  const bySub = new Map<string, GoogleAccount>()

  function reload(): void {
    bySub.clear()
    for (const account of configured) bySub.set(account.googleSub, account)
    for (const [googleSub, account] of state.googleAccounts.entries())
      bySub.set(googleSub, { ...account, attributes: {} })
  }

  reload()
  const all = () => [...bySub.values()]
  return {
    find: (googleSub) => bySub.get(googleSub),
    findByEmail: (email) => all().find((account) => account.email.toLowerCase() === email.toLowerCase()),
    all,
    add(email, name) {
      const googleSub = `1${Array.from({ length: 20 }, () => randomInt(10)).join('')}`
      const account = {
        googleSub,
        sub: idFrom(googleSub),
        email,
        name,
        emailVerified: true,
        attributes: {},
        sharesEmail: true,
      }
      state.googleAccounts.set(googleSub, account)
      bySub.set(googleSub, account)
      return account
    },
    reload,
  }
}
