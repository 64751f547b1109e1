import { hashOf, randomSecret } from '../state/secret.ts'
import type { BrowserSession, PoolState } from '../state/tables.ts'

/** The sessions of the browsers that are signed in at the pool. Each session is found by the value of its cookie. */
export type Sessions = {
  /**
   * Starts a session and returns the cookie's value. Ends the session of the cookie `replaced`, if there is one. `amr`
   * says how the user authenticated.
   */
  start(sub: string, amr: readonly string[], replaced: string | undefined): { cookie: string; session: BrowserSession }
  find(cookie: string | undefined): BrowserSession | undefined
  end(cookie: string | undefined): void
  /** The sessions of a user that are not expired, each with the key under which it is kept. */
  allOf(sub: string): { readonly key: string; readonly session: BrowserSession }[]
  endByKey(key: string): void
  /** Ends the sessions of a user in all browsers. */
  endAll(sub: string): void
}

/** The lifetime is fixed. Neither the configuration nor the use of the session changes it. */
export const sessionSeconds = 3600

/**
 * Keeps the browsers' sessions. A session lasts an hour from the sign-in with a password or at Google. A sign-in by
 * cookie does not extend it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
export function createSessions({ sessions }: Pick<PoolState, 'sessions'>, now: () => number): Sessions {
  function end(cookie: string | undefined): void {
    if (cookie !== undefined) sessions.delete(hashOf(cookie))
  }

  return {
    start(sub, amr, replaced) {
      end(replaced)
      const cookie = randomSecret()
      const session = { sub, authenticatedAtMs: now(), expiresAtMs: now() + sessionSeconds * 1000, amr: [...amr] }
      sessions.set(hashOf(cookie), session)
      return { cookie, session }
    },
    find(cookie) {
      const session = cookie === undefined ? undefined : sessions.get(hashOf(cookie))
      return session !== undefined && now() < session.expiresAtMs ? session : undefined
    },
    end,
    allOf: (sub) =>
      [...sessions.entries()]
        .filter(([, session]) => session.sub === sub && now() < session.expiresAtMs)
        .map(([key, session]) => ({ key, session })),
    endByKey: (key) => sessions.delete(key),
    endAll: (sub) => sessions.drop((session) => session.sub === sub),
  }
}
