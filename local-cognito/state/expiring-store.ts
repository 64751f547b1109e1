import { randomUUID } from 'node:crypto'

/** Values that are kept in memory under a random key until they expire. They do not survive a restart. */
export type ExpiringStore<T> = {
  /** Saves a value and returns its key, a UUID. */
  put(value: T): string
  /** The value, if the store has it and it is not expired. */
  find(key: string): T | undefined
  /** Returns the value and removes it, so a second call finds nothing. */
  take(key: string): T | undefined
  clear(): void
}

// Far more than the browsers of one machine need. The limit stops a runaway loop from filling the memory.
const capacity = 10_000

/** Makes a store whose values expire after `lifetimeMs` by the given clock. */
export function createExpiringStore<T>(now: () => number, lifetimeMs: number): ExpiringStore<T> {
  const kept = new Map<string, { value: T; expiresAtMs: number }>()

  function find(key: string): T | undefined {
    const entry = kept.get(key)
    return entry !== undefined && now() < entry.expiresAtMs ? entry.value : undefined
  }

  function dropOldest(): void {
    for (const [key, entry] of kept) {
      // A Map keeps the order of insertion and all lifetimes are equal, so the first valid entry ends the search.
      if (now() < entry.expiresAtMs && kept.size < capacity) return
      kept.delete(key)
    }
  }

  return {
    put(value) {
      dropOldest()
      const key = randomUUID()
      kept.set(key, { value, expiresAtMs: now() + lifetimeMs })
      return key
    },
    find,
    take(key) {
      const value = find(key)
      kept.delete(key)
      return value
    },
    clear: () => kept.clear(),
  }
}
