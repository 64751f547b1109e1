import type { GoogleAccount } from '../config/config.ts'
import { hashOf, randomSecret } from '../state/secret.ts'
import type { StateKeeper } from '../state/state-keeper.ts'

/** Browsers that are signed in at the stand-in for Google. The pool's own sign-out does not end these. */
export type GoogleSessions = {
  start(account: GoogleAccount): string
  find(cookie: string | undefined): GoogleAccount | undefined
}

/** Keeps the sessions of the stand-in for Google; they have no end, as Google's own have none that matters here. */
export function createGoogleSessions(keeper: StateKeeper, accounts: readonly GoogleAccount[]): GoogleSessions {
  return {
    start(account) {
      const cookie = randomSecret()
      keeper.change((state) => (state.googleSessions[hashOf(cookie)] = { googleSub: account.googleSub }))
      return cookie
    },
    find(cookie) {
      const session = cookie === undefined ? undefined : keeper.state.googleSessions[hashOf(cookie)]
      return session && accounts.find((account) => account.googleSub === session.googleSub)
    },
  }
}
