import type { Clock } from './world.ts'

const key = 'toyseven.redirects'
const mostRedirects = 2
const withinMs = 60_000

/**
 * Counts the redirects that nobody clicked for, in the tab's own storage, since every one of them loads the app anew.
 * Whatever sends a person back unsigned, time after time, ends on a page with a button instead of in a loop.
 */
export class AutomaticRedirects {
  readonly #storage: Storage | null
  readonly #clock: Clock

  constructor(storage: Storage | null, clock: Clock) {
    this.#storage = storage
    this.#clock = clock
  }

  /** Counts one more, unless there were two within the last minute. */
  allowOne(): boolean {
    const recent = this.#recent()
    if (recent.length >= mostRedirects) return false
    try {
      this.#storage?.setItem(key, JSON.stringify([...recent, this.#clock.wallMs()]))
      return true
    } catch {
      // Without room to count, the pending sign-in has none either, and nobody leaves.
      return true
    }
  }

  /** A person has clicked, to sign out: what comes next is no loop. */
  forget(): void {
    this.#storage?.removeItem(key)
  }

  /** A clock that was set in between makes them look older or still to come: those count as long ago. */
  #recent(): number[] {
    const nowMs = this.#clock.wallMs()
    return this.#stored().filter((atMs) => atMs <= nowMs && nowMs - atMs < withinMs)
  }

  #stored(): number[] {
    try {
      const stored: unknown = JSON.parse(this.#storage?.getItem(key) ?? '[]')
      return Array.isArray(stored) ? stored.filter((atMs) => typeof atMs === 'number') : []
    } catch {
      return []
    }
  }
}
