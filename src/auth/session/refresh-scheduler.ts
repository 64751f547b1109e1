import type { Problem } from '../problem.ts'
import type { Result } from '../result.ts'
import type { SessionContext } from '../store/session-context.ts'
import type { UserRecord } from '../store/user-record.ts'
import type { Refresh } from './refresh.ts'

interface SchedulerDependencies extends SessionContext {
  readonly refresh: Refresh
  /** Refreshes and shows the result. */
  readonly renew: () => Promise<Result<UserRecord>>
  readonly onFailure: (problem: Problem) => void
}

/** Clients that signed in at the same moment should not refresh at the same moment. */
const maxEarlierMs = 30_000
/** The delay after a failure, and as much again at random. */
const retryDelayMs = 30_000
/** After a failure not even a person who comes back to the tab starts a refresh for this long. */
const cooldownMs = 5_000
/** Timers stop during sleep, so the clock is read again at least this often. */
const pollMs = 30_000

/**
 * Refreshes the tokens before the access token expires, while the page is visible. A hidden page does nothing until it
 * is shown. A transient failure is tried again every 30 to 60 s, and when the network comes back.
 */
export class RefreshScheduler {
  readonly #deps: SchedulerDependencies
  #user: UserRecord | null = null
  #earlierMs = 0
  #notBeforeMs = 0
  #isRunning = false
  #stopTimer = () => {}

  constructor(deps: SchedulerDependencies) {
    this.#deps = deps
    deps.store.subscribe(() => this.#plan())
    deps.platform.attention.onWake(() => this.#wake())
  }

  #plan(): void {
    const { platform, store } = this.#deps
    this.#stopTimer()
    if (store.user !== this.#user) this.#follow(store.user)
    if (store.tokenLife === null || this.#isRunning || !platform.attention.isVisible()) return
    const cooldownLeftMs = this.#notBeforeMs - platform.clock.monotonicMs()
    const dueMs = Math.max(cooldownLeftMs, store.tokenLife.untilRefreshMs(this.#earlierMs))
    const expiresMs = store.tokenLife.leftMs() || pollMs
    this.#stopTimer = platform.clock.after(Math.min(dueMs, expiresMs, pollMs), () => void this.#check())
  }

  #wake(): void {
    const failure = this.#deps.refresh.lastFailure
    // A server that asked to be left alone is left alone.
    if (failure !== null && failure.problem.kind !== 'throttled') {
      this.#notBeforeMs = Math.min(this.#notBeforeMs, failure.atMonotonicMs + cooldownMs)
    }
    void this.#check()
  }

  #follow(user: UserRecord | null): void {
    this.#user = user
    this.#earlierMs = this.#deps.platform.random() * maxEarlierMs
    this.#notBeforeMs = 0
  }

  async #check(): Promise<void> {
    const { platform, store } = this.#deps
    if (store.tokenLife === null || this.#isRunning || !platform.attention.isVisible()) return
    const mayRefresh = platform.clock.monotonicMs() >= this.#notBeforeMs
    if (store.tokenLife.needsRefresh(this.#earlierMs) && mayRefresh) await this.#refresh()
    else if (store.user !== null && store.tokenLife.leftMs() === 0) store.showDelay(store.user)
    this.#plan()
  }

  async #refresh(): Promise<void> {
    const { platform, renew, onFailure } = this.#deps
    this.#isRunning = true
    const renewed = await renew()
    this.#isRunning = false
    if (renewed.ok) return
    onFailure(renewed.problem)
    const delayMs = renewed.problem.kind === 'throttled' ? 2 * retryDelayMs : retryDelayMs
    this.#notBeforeMs = platform.clock.monotonicMs() + delayMs + platform.random() * retryDelayMs
  }
}
