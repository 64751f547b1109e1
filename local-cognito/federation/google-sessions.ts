import type { GoogleAccount } from '../config/people-config.ts'
import { hashOf, randomSecret } from '../state/secret.ts'
import type { PoolState } from '../state/tables.ts'
import type { GoogleAccounts } from './google-accounts.ts'

/** The sessions of browsers at the stand-in for Google. A sign-out from the pool does not end them. */
export type GoogleSessions = {
  start(account: GoogleAccount): string
  find(cookie: string | undefined): GoogleAccount | undefined
}

/** Keeps the sessions of the stand-in for Google. They do not expire, as the expiry of Google's is irrelevant here. */
export function createGoogleSessions(
  { googleSessions }: Pick<PoolState, 'googleSessions'>,
  accounts: Pick<GoogleAccounts, 'find'>,
): GoogleSessions {
  return {
    start(account) {
      const cookie = randomSecret()
      googleSessions.set(hashOf(cookie), { googleSub: account.googleSub })
      return cookie
    },
    find(cookie) {
      const session = cookie === undefined ? undefined : googleSessions.get(hashOf(cookie))
      return session && accounts.find(session.googleSub)
    },
  }
}
