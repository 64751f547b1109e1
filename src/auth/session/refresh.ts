import { AuthError } from '../auth-error.ts'
import { pause, withRetries, type Attempt } from '../http/retry.ts'
import type { CognitoClient } from '../oidc/cognito-client.ts'
import type { Problem } from '../problem.ts'
import { failed, ok, type Result } from '../result.ts'
import type { SessionContext } from '../store/session-context.ts'
import { tokenLifeOf } from '../store/token-life.ts'
import { isNewer, makeUserRecord, type UserRecord } from '../store/user-record.ts'
import { latestSession } from '../tabs/latest-session.ts'
import { withRefreshLock } from '../tabs/refresh-lock.ts'
import type { TabChannel } from '../tabs/tab-channel.ts'

export interface RefreshDependencies extends SessionContext {
  readonly channel: TabChannel
  readonly client: CognitoClient
}

interface Failure {
  readonly problem: Problem
  readonly atMonotonicMs: number
}

/** Without locks, the tab that won the race may still be waiting for its response. */
const raceMs = 1_000

/** Refreshes the tokens: one request at a time in the whole browser, since Cognito's rotation would refuse the second. */
export class Refresh {
  readonly #deps: RefreshDependencies
  #running: { readonly sessionId: string; readonly result: Promise<Result<UserRecord>> } | null = null
  #lastFailure: Failure | null = null

  constructor(deps: RefreshDependencies) {
    this.#deps = deps
  }

  /** The last failure; null if a refresh has succeeded since. */
  get lastFailure(): Failure | null {
    return this.#lastFailure
  }

  /** Resolves when no refresh is running. */
  async idle(): Promise<void> {
    await this.#running?.result
  }

  /**
   * Gets newer tokens than `since`: those that another tab has received meanwhile, or those that Cognito gives for the
   * refresh token. A call during a run for the same session shares its result.
   *
   * @returns `session-expired` if there is no refresh token, Cognito refuses it, or the user has signed out;
   * `token-invalid` if the new ID token is another user's; or any problem of requestTokens. Changes the session only on
   * success, and never ends it.
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
   */
  run(since: UserRecord): Promise<Result<UserRecord>> {
    if (this.#running?.sessionId === since.session.id) return this.#running.result
    // A refresh of a replaced session says nothing about this one. It ends first: a page that waits twice for the lock
    // could not be told from one that hangs.
    const before = this.#running?.result ?? Promise.resolve()
    const result = before
      .then(() => this.#start(since))
      .finally(() => {
        if (this.#running?.result === result) this.#running = null
      })
    this.#running = { sessionId: since.session.id, result }
    return result
  }

  async #start(since: UserRecord): Promise<Result<UserRecord>> {
    const { platform, store } = this.#deps
    const attempt = new RefreshAttempt(this.#deps, since)
    const onDelay = (problem: Problem) => {
      this.#noteFailure(problem)
      if (attempt.isCurrent(since)) store.showDelay(since)
    }
    const result = await withRetries(platform, () => attempt.run(), onDelay)
    if (result.ok) this.#lastFailure = null
    else this.#noteFailure(result.problem)
    return result
  }

  #noteFailure(problem: Problem): void {
    this.#lastFailure = { problem, atMonotonicMs: this.#deps.platform.clock.monotonicMs() }
  }
}

/** One refresh with all its retries. */
class RefreshAttempt {
  readonly #deps: RefreshDependencies
  readonly #since: UserRecord
  readonly #epoch: number

  constructor(deps: RefreshDependencies, since: UserRecord) {
    this.#deps = deps
    this.#since = since
    this.#epoch = deps.store.epoch
  }

  async run(): Promise<Attempt<UserRecord>> {
    const { platform, config } = this.#deps
    const attempt = await withRefreshLock(platform, `toyseven.refresh.${config.clientId}`, (isInTime) =>
      this.#runInLock(isInTime),
    )
    // The lock was not granted: other tabs were waiting for the same slow network.
    return attempt ?? tooLate
  }

  /** False once the user has signed out, or another session has replaced this one. */
  isCurrent(user: UserRecord): boolean {
    const { store } = this.#deps
    const isSameSession = user.session.id === this.#since.session.id
    return isSameSession && store.epoch === this.#epoch && store.marker.allows(user)
  }

  /** Another tab may have refreshed while this one waited for the lock, so the latest session is read first. */
  async #runInLock(isInTime: () => boolean): Promise<Attempt<UserRecord>> {
    const { platform } = this.#deps
    const latest = await latestSession(this.#deps)
    if (latest === null || !this.isCurrent(latest)) return ended
    if (this.#isFresher(latest, this.#since)) return this.#adopt(latest)
    if (!isInTime()) return tooLate
    const attempt = await this.#exchange(latest)
    if (!this.#isRefused(attempt, latest)) return attempt
    // Another tab may have just refreshed with this token: read once more before the session ends.
    if (platform.locks === null) await pause(platform.clock, raceMs)
    const later = await latestSession(this.#deps)
    if (later === null || !isNewer(later, latest) || !this.isCurrent(later)) return attempt
    if (this.#isFresher(later, latest)) return this.#adopt(later)
    return isInTime() ? this.#exchange(later) : tooLate
  }

  async #exchange(user: UserRecord): Promise<Attempt<UserRecord>> {
    const { store, client } = this.#deps
    const { refresh_token } = user
    if (refresh_token === undefined) return ended
    try {
      const response = await client.useRefreshToken({ state: { ...user, refresh_token } })
      // After a sign-out, a late response must not bring the user back.
      if (!this.isCurrent(user)) {
        await client.tryRevoke(response.refresh_token ?? refresh_token)
        return ended
      }
      const refreshed = makeUserRecord(response, { ...user.session, generation: user.session.generation + 1 })
      store.replace(refreshed, 'refresh')
      return final(ok(refreshed))
    } catch (error) {
      if (!(error instanceof AuthError)) throw error
      return { result: failed(error.problem), retryAfterMs: error.retryAfterMs }
    }
  }

  #adopt(user: UserRecord): Attempt<UserRecord> {
    const { store } = this.#deps
    // The message of the other tab may have brought the same tokens already.
    if (isNewer(user, store.user)) store.replace(user, 'tab')
    return final(ok(user))
  }

  #isRefused({ result }: Attempt<UserRecord>, user: UserRecord): boolean {
    return !result.ok && result.problem.kind === 'session-expired' && this.isCurrent(user)
  }

  #isFresher(user: UserRecord, since: UserRecord): boolean {
    return isNewer(user, since) && !tokenLifeOf(user, this.#deps.platform.clock).needsRefresh()
  }
}

function final(result: Result<UserRecord>): Attempt<UserRecord> {
  return { result, retryAfterMs: null }
}

const tooLate = final(failed({ kind: 'timeout' }))
const ended = final(failed({ kind: 'session-expired' }))
