import { vi } from 'vitest'
import type { Clock } from '../../src/browser/platform.ts'

interface Timer {
  readonly atMs: number
  readonly callback: () => void
}

/** The real one, also where a test moves the timers of a page. */
const { setTimeout: realTimeout } = globalThis
const digest = crypto.subtle.digest.bind(crypto.subtle)

/** A clock that stands still until the test moves it. */
export class TestClock implements Clock {
  #wallMs: number
  #trueMs: number
  #monotonicMs = 1_000
  readonly #timers = new Set<Timer>()
  #pending = 0
  readonly #patience: number

  /** @param patience the number of turns to wait for a response before assuming that the test holds it back */
  constructor(wallMs = Date.UTC(2026, 10, 23, 9, 0, 0), patience = 60) {
    this.#patience = patience
    this.#wallMs = wallMs
    this.#trueMs = wallMs
    // oidc-client-ts reads the clock and hashes without the platform. No time may pass while it hashes.
    vi.spyOn(Date, 'now').mockImplementation(() => this.#wallMs)
    vi.spyOn(crypto.subtle, 'digest').mockImplementation((...work) => this.track(digest(...work)))
  }

  wallMs(): number {
    return this.#wallMs
  }

  /** The real time, which a wrong clock of the device does not change. */
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

  /** The number of pending timers. */
  get timerCount(): number {
    return this.#timers.size
  }

  /** Counts a request as pending, so that no time passes while its response can still arrive. */
  async track<T>(request: Promise<T>): Promise<T> {
    this.#pending += 1
    try {
      return await request
    } finally {
      this.#pending -= 1
    }
  }

  /** Lets time pass: calls the due timers in order, and after each one waits for the work that it starts. */
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

  /** Changes the device's clock without letting time pass. */
  jumpWall(byMs: number): void {
    this.#wallMs += byMs
  }

  /** A laptop sleeps: the device's clock advances, and the timers do not. */
  sleep(durationMs: number): void {
    this.#wallMs += durationMs
    this.#trueMs += durationMs
  }

  /** Waits for pending responses, but not forever: some tests hold one back. */
  async #rest(): Promise<void> {
    await settle()
    for (let turn = 0; turn < this.#patience && this.#pending > 0; turn += 1) {
      await new Promise((resolve) => realTimeout(resolve, 1))
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

/** Waits until pending work has finished: promises, streams and MSW's responses. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 25; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
