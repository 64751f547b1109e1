import type { Clock } from '../../browser/platform.ts'

/** While the page leaves for the hosted UI, the same button does nothing for this long. */
const windowMs = 5_000

/** Tells a second click on the same button from a new one: the page may take a moment to leave after the first. */
export class RepeatedClick {
  readonly #clock: Clock
  #last: { readonly button: string; readonly atMs: number } | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** True if the page is leaving for this button already; otherwise notes that it leaves now. */
  isRepeated(button: string): boolean {
    const nowMs = this.#clock.monotonicMs()
    if (this.#last?.button === button && nowMs - this.#last.atMs < windowMs) return true
    this.#last = { button, atMs: nowMs }
    return false
  }

  /** The page has come back, or could not leave. */
  reset(): void {
    this.#last = null
  }
}
