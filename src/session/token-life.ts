import type { SessionUser } from './session-user.ts'
import type { Clock } from './world.ts'

/** How far apart the two clocks may drift, or be set, before the device must have slept. */
const clockToleranceMs = 5 * 60_000
const soonMs = 60_000

/** True if the access token of a record has not run out. */
export function isAlive(user: SessionUser, clock: Clock): boolean {
  return lifeOf(user, clock).leftMs() > 0
}

/** That of the access token of a record. */
export function lifeOf({ session }: SessionUser, clock: Clock): TokenLife {
  return new TokenLife(clock, session.receivedAtMs, session.lifetimeMs)
}

/**
 * How much of an access token's life is left, by its own life from its receipt. It is measured on the clock that
 * nobody can set; but that one may stand still while a laptop sleeps, so if the device's clock is far ahead of it,
 * that one is believed.
 */
export class TokenLife {
  readonly #clock: Clock
  readonly #lifetimeMs: number
  readonly #bornMonotonicMs: number
  readonly #bornWallMs: number

  /** @param receivedAtMs by the device's clock. If that lies ahead, the clock has been set and the age is unknown. */
  constructor(clock: Clock, receivedAtMs: number, lifetimeMs: number) {
    const seemingAgeMs = clock.wallMs() - receivedAtMs
    const ageMs = seemingAgeMs < -clockToleranceMs ? lifetimeMs : Math.max(0, seemingAgeMs)
    this.#clock = clock
    this.#lifetimeMs = lifetimeMs
    this.#bornMonotonicMs = clock.monotonicMs() - ageMs
    this.#bornWallMs = clock.wallMs() - ageMs
  }

  /** A clock that is off, or is set, by up to five minutes changes nothing. */
  leftMs(): number {
    const hasSlept = this.#wallAgeMs() - this.#monotonicAgeMs() > clockToleranceMs
    return this.#without(hasSlept ? this.#wallAgeMs() : this.#monotonicAgeMs())
  }

  /**
   * True with less than a minute left, or less than half of a life shorter than two; if in doubt, after a short sleep
   * for instance, too: a renewal too many costs one request, one too few a refused call.
   *
   * @param earlierMs that much sooner
   */
  endsSoon(earlierMs = 0): boolean {
    return this.untilSoonMs(earlierMs) === 0
  }

  untilSoonMs(earlierMs = 0): number {
    const surelyLeftMs = this.#without(Math.max(this.#wallAgeMs(), this.#monotonicAgeMs()))
    return Math.max(0, surelyLeftMs - Math.min(soonMs + earlierMs, this.#lifetimeMs / 2))
  }

  #without(ageMs: number): number {
    return Math.max(0, this.#lifetimeMs - ageMs)
  }

  #monotonicAgeMs(): number {
    return this.#clock.monotonicMs() - this.#bornMonotonicMs
  }

  #wallAgeMs(): number {
    return this.#clock.wallMs() - this.#bornWallMs
  }
}
