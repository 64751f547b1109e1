import { pause } from '../http/retry.ts'
import { endsSession } from '../problem.ts'
import { failed, ok, type Result } from '../result.ts'
import type { SessionContext } from '../store/session-context.ts'
import type { UserRecord } from '../store/user-record.ts'
import type { TabSync } from '../tabs/tab-sync.ts'
import type { Refresh } from './refresh.ts'

export interface AccessTokenDependencies extends SessionContext {
  readonly tabSync: TabSync
  readonly refresh: Refresh
}

/** A page that waits for a token should rather say so than wait for ever. */
const maxWaitMs = 10_000
/** After a failure, get() starts no refresh for this long, so that an app that keeps calling sends no storm. */
const cooldownMs = 5_000

/** The session's access token, refreshed on demand. */
export class AccessToken {
  readonly #deps: AccessTokenDependencies

  constructor(deps: AccessTokenDependencies) {
    this.#deps = deps
  }

  /** 0 if no user is signed in. */
  timeLeftMs(): number {
    return this.#deps.store.tokenLife?.leftMs() ?? 0
  }

  /** If a refresh fails for now, the present token is returned as long as it lives. After 10 s the refresh goes on. */
  async get(): Promise<Result<string>> {
    const { store, tabSync, platform, refresh } = this.#deps
    // Another tab may have signed out this very moment.
    if (store.user !== null && !store.marker.allows(store.user)) await tabSync.sync()
    if (store.user !== null && !this.#needsRefresh()) return ok(store.user.access_token)
    const timeout = pause(platform.clock, maxWaitMs).then(() =>
      failed(refresh.lastFailure?.problem ?? { kind: 'timeout' }),
    )
    const refreshed = this.#recentFailure() ?? (await Promise.race([this.refresh(), timeout]))
    if (refreshed.ok) return ok(refreshed.value.access_token)
    const { shareableUser } = store
    return shareableUser !== null && this.timeLeftMs() > 0 ? ok(shareableUser.access_token) : refreshed
  }

  /** Refreshes now and shows it. A final refusal ends the session; any other failure leaves it as it was. */
  async refresh(): Promise<Result<UserRecord>> {
    const { store, tabSync, refresh } = this.#deps
    const { user } = store
    if (user === null) return failed({ kind: 'session-expired' })
    // `waiting` must not flicker with each attempt.
    if (this.timeLeftMs() > 0) store.update({ renewal: 'running' })
    const refreshed = await refresh.run(user)
    // Tokens that another tab has sent meanwhile are not affected by this failure.
    if (refreshed.ok || store.user !== user) return refreshed
    if (!store.marker.allows(user)) await tabSync.sync()
    else if (endsSession(refreshed.problem)) store.end(user, refreshed.problem, 'this-tab')
    else store.showDelay(user)
    return refreshed
  }

  /** After a failure, a token that still lives is returned without waiting for a new one. */
  #needsRefresh(): boolean {
    const { store, refresh } = this.#deps
    if (store.tokenLife === null) return true
    return refresh.lastFailure === null ? store.tokenLife.needsRefresh() : store.tokenLife.leftMs() === 0
  }

  #recentFailure(): Result<never> | null {
    const { platform, refresh } = this.#deps
    const failure = refresh.lastFailure
    if (failure === null) return null
    return platform.clock.monotonicMs() - failure.atMonotonicMs < cooldownMs ? failed(failure.problem) : null
  }
}
