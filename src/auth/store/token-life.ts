import type { Clock } from '../../browser/platform.ts'
import type { UserRecord } from './user-record.ts'

/** How far the two clocks may differ before the device must have slept, or its clock was set. */
const clockToleranceMs = 5 * 60_000
/** An access token with less than this left is refreshed. */
const refreshMarginMs = 60_000

/** True if the access token of a record has not expired. */
export function isAlive(user: UserRecord, clock: Clock): boolean {
  return tokenLifeOf(user, clock).leftMs() > 0
}

export function tokenLifeOf({ session }: UserRecord, clock: Clock): TokenLife {
  return new TokenLife(clock, session.receivedAtMs, session.lifetimeMs)
}

/**
 * How much of an access token's life is left, counted from its receipt. It is measured on the monotonic clock, which
 * cannot be set; but that clock may stop while a laptop sleeps, so a device clock that is far ahead of it is believed.
 */
export class TokenLife {
  readonly #clock: Clock
  readonly #lifetimeMs: number
  readonly #bornMonotonicMs: number
  readonly #bornWallMs: number

  /** @param receivedAtMs by the device's clock. If it lies in the future, the clock was set and the age is unknown. */
  constructor(clock: Clock, receivedAtMs: number, lifetimeMs: number) {
    const apparentAgeMs = clock.wallMs() - receivedAtMs
    const ageMs = apparentAgeMs < -clockToleranceMs ? lifetimeMs : Math.max(0, apparentAgeMs)
    this.#clock = clock
    this.#lifetimeMs = lifetimeMs
    this.#bornMonotonicMs = clock.monotonicMs() - ageMs
    this.#bornWallMs = clock.wallMs() - ageMs
  }

  /** A clock that is off, or is set, by up to five minutes changes nothing. */
  leftMs(): number {
    const hasSlept = this.#wallAgeMs() - this.#monotonicAgeMs() > clockToleranceMs
    return this.#leftAt(hasSlept ? this.#wallAgeMs() : this.#monotonicAgeMs())
  }

  /**
   * True with less than a minute left, or less than half of a life shorter than two minutes. In doubt, after a short
   * sleep for instance, it is true as well: a refresh too many costs one request, one too few a refused call.
   *
   * @param earlierMs that much sooner
   */
  needsRefresh(earlierMs = 0): boolean {
    return this.untilRefreshMs(earlierMs) === 0
  }

  untilRefreshMs(earlierMs = 0): number {
    const surelyLeftMs = this.#leftAt(Math.max(this.#wallAgeMs(), this.#monotonicAgeMs()))
    return Math.max(0, surelyLeftMs - Math.min(refreshMarginMs + earlierMs, this.#lifetimeMs / 2))
  }

  #leftAt(ageMs: number): number {
    return Math.max(0, this.#lifetimeMs - ageMs)
  }

  #monotonicAgeMs(): number {
    return this.#clock.monotonicMs() - this.#bornMonotonicMs
  }

  #wallAgeMs(): number {
    return this.#clock.wallMs() - this.#bornWallMs
  }
}
