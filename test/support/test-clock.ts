import { vi } from 'vitest'
import type { Clock } from '../../src/browser/platform.ts'

interface Timer {
  readonly atMs: number
  readonly callback: () => void
}

const digest = crypto.subtle.digest.bind(crypto.subtle)

/** A clock that stands still until the test moves it. */
export class TestClock implements Clock {
  #wallMs: number
  #trueMs: number
  #monotonicMs = 1_000
  readonly #timers = new Set<Timer>()
  #pending = 0
  readonly #patience: number

  /** @param patience for how many turns an answer is waited for, before a test is taken to hold it back */
  constructor(wallMs = Date.UTC(2026, 10, 23, 9, 0, 0), patience = 60) {
    this.#patience = patience
    this.#wallMs = wallMs
    this.#trueMs = wallMs
    // oidc-client-ts reads the device's clock by itself, and hashes without asking the platform: no time may pass then.
    vi.spyOn(Date, 'now').mockImplementation(() => this.#wallMs)
    vi.spyOn(crypto.subtle, 'digest').mockImplementation((...work) => this.track(digest(...work)))
  }

  wallMs(): number {
    return this.#wallMs
  }

  /** The time of the world outside, which nobody can set. */
  trueMs(): number {
    return this.#trueMs
  }

  monotonicMs(): number {
    return this.#monotonicMs
  }

  after(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.#monotonicMs + delayMs, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** How many timers are set. */
  get timerCount(): number {
    return this.#timers.size
  }

  /** Counts a request in, so that no time passes while its answer can still come. */
  async track<T>(request: Promise<T>): Promise<T> {
    this.#pending += 1
    try {
      return await request
    } finally {
      this.#pending -= 1
    }
  }

  /** Lets time pass: calls what falls due, in order, and lets what follows from it happen in between. */
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#monotonicMs + durationMs
    await this.#rest()
    for (let next = this.#nextBefore(endMs); next !== undefined; next = this.#nextBefore(endMs)) {
      this.#moveTo(next.atMs)
      this.#timers.delete(next)
      next.callback()
      await this.#rest()
    }
    this.#moveTo(endMs)
    await this.#rest()
  }

  /** Sets the device's clock, without any time passing. */
  jumpWall(byMs: number): void {
    this.#wallMs += byMs
  }

  /** A laptop sleeps: only the device's clock goes on. */
  sleep(durationMs: number): void {
    this.#wallMs += durationMs
    this.#trueMs += durationMs
  }

  /** Waits for answers that are on their way, but not for ever: some tests hold one back. */
  async #rest(): Promise<void> {
    await settle()
    for (let turn = 0; turn < this.#patience && this.#pending > 0; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (this.#pending === 0) await settle()
    }
  }

  #nextBefore(endMs: number): Timer | undefined {
    const due = [...this.#timers].filter(({ atMs }) => atMs <= endMs)
    return due.toSorted((a, b) => a.atMs - b.atMs)[0]
  }

  #moveTo(atMs: number): void {
    this.#wallMs += Math.max(0, atMs - this.#monotonicMs)
    this.#trueMs += Math.max(0, atMs - this.#monotonicMs)
    this.#monotonicMs = Math.max(this.#monotonicMs, atMs)
  }
}

/** Lets everything that is under way come to rest: promises, streams and MSW's answers. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 25; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
