import type { Clock } from '../../browser/platform.ts'
import { trySetItem } from '../../browser/try-set-item.ts'
import { parseJson } from '../encoding/json.ts'

const key = 'toyseven.redirects'
const maxRedirects = 2
const windowMs = 60_000

/**
 * Counts the redirects to the hosted UI that no user has clicked for. The count is kept in the tab's own storage, since
 * every redirect loads the app anew. What returns the page signed out again and again ends on a page with a button
 * instead of in a loop.
 */
export class RedirectLimit {
  readonly #storage: Storage | null
  readonly #clock: Clock

  constructor(storage: Storage | null, clock: Clock) {
    this.#storage = storage
    this.#clock = clock
  }

  /** Counts one more; returns false if there were two within the last minute. */
  allowOne(): boolean {
    const recent = this.#recent()
    if (recent.length >= maxRedirects) return false
    // If there is no room for the count, there is none for the pending sign-in either, and the page stays.
    trySetItem(this.#storage, key, JSON.stringify([...recent, this.#clock.wallMs()]))
    return true
  }

  /** For a sign-out: a redirect after that is no loop. */
  reset(): void {
    this.#storage?.removeItem(key)
  }

  /** If the clock was set in between, a time may lie in the future: it counts as long ago. */
  #recent(): number[] {
    const nowMs = this.#clock.wallMs()
    return this.#stored().filter((atMs) => atMs <= nowMs && nowMs - atMs < windowMs)
  }

  #stored(): number[] {
    const stored = parseJson(this.#storage?.getItem(key) ?? '[]')
    return Array.isArray(stored) ? stored.filter((atMs) => typeof atMs === 'number') : []
  }
}
