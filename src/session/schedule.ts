import { renewNow, timeLeftMs } from './access.ts'
import type { Parts } from './parts.ts'
import type { SessionUser } from './session-user.ts'

/** Many clients that signed in together should not renew together. */
const mostEarlierMs = 30_000
/** After a failure, and once more as much at random. */
const pauseMs = 30_000
/** For this long after a failure not even somebody who comes back to the tab makes it ask again. */
const restMs = 5_000
/** While a laptop sleeps, timers sleep too; this is how soon the clock is looked at again. */
const lookMs = 30_000

/**
 * Renews before the access token ends, as long as somebody looks at the page. A hidden tab does nothing by itself: it
 * looks when it is looked at. A passing failure is tried again every 30 to 60 s, and when the network comes back.
 */
export function scheduleRenewal(parts: Parts): void {
  const schedule = new Schedule(parts)
  parts.current.state.subscribe(() => schedule.plan())
  parts.world.attention.onWake(() => schedule.wake())
}

class Schedule {
  readonly #parts: Parts
  #user: SessionUser | null = null
  #earlierMs = 0
  #notBeforeMs = 0
  #isRenewing = false
  #stopTimer = () => {}

  constructor(parts: Parts) {
    this.#parts = parts
  }

  plan(): void {
    const { world, current } = this.#parts
    this.#stopTimer()
    if (current.user !== this.#user) this.#begin(current.user)
    if (current.life === null || this.#isRenewing || !world.attention.isVisible()) return
    const restsMs = this.#notBeforeMs - world.clock.monotonicMs()
    const dueMs = Math.max(restsMs, current.life.untilSoonMs(this.#earlierMs))
    const runsOutMs = current.life.leftMs() || lookMs
    this.#stopTimer = world.clock.after(Math.min(dueMs, runsOutMs, lookMs), () => void this.#look())
  }

  wake(): void {
    const failure = this.#parts.renewal.lastFailure()
    // A server that asked to be left alone is left alone.
    if (failure !== null && failure.problem.kind !== 'throttled') {
      this.#notBeforeMs = Math.min(this.#notBeforeMs, failure.atMonotonicMs + restMs)
    }
    void this.#look()
  }

  #begin(user: SessionUser | null): void {
    this.#user = user
    this.#earlierMs = this.#parts.world.random() * mostEarlierMs
    this.#notBeforeMs = 0
  }

  async #look(): Promise<void> {
    const { world, current } = this.#parts
    if (current.life === null || this.#isRenewing || !world.attention.isVisible()) return
    const mayAsk = world.clock.monotonicMs() >= this.#notBeforeMs
    if (current.life.endsSoon(this.#earlierMs) && mayAsk) await this.#renew()
    else if (current.user !== null && timeLeftMs(this.#parts) === 0) current.showDelay(current.user)
    this.plan()
  }

  async #renew(): Promise<void> {
    const { world } = this.#parts
    this.#isRenewing = true
    const renewed = await renewNow(this.#parts)
    this.#isRenewing = false
    if (renewed.ok) return
    const shortestMs = renewed.problem.kind === 'throttled' ? 2 * pauseMs : pauseMs
    this.#notBeforeMs = world.clock.monotonicMs() + shortestMs + world.random() * pauseMs
  }
}
