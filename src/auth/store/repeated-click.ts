import type { Clock } from '../../browser/platform.ts'

/** While the page leaves for the hosted UI, the same button does nothing for this long. */
const windowMs = 5_000

/** Tells a second click on the same button from a new one: the page may take a moment to leave after the first. */
export class RepeatedClick {
  readonly #clock: Clock
  #last: { readonly provider: string | undefined; readonly atMs: number } | null = null

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** True if the page is leaving for this provider already; otherwise notes that it leaves now. */
  isRepeated(provider: string | undefined): boolean {
    const nowMs = this.#clock.monotonicMs()
    if (this.#last?.provider === provider && this.#last !== null && nowMs - this.#last.atMs < windowMs) return true
    this.#last = { provider, atMs: nowMs }
    return false
  }

  /** The page has come back, or could not leave. */
  reset(): void {
    this.#last = null
  }
}
