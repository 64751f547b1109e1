/** A storage like the browser's, in memory. */
export function createStorage(): Storage {
  const items = new Map<string, string>()
  return {
    get length() {
      return items.size
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  }
}

/** A copy, like the one that a tab gets when another tab opens it. */
export function copyStorage(storage: Storage): Storage {
  const copy = createStorage()
  for (const key of keysOf(storage)) copy.setItem(key, storage.getItem(key) ?? '')
  return copy
}

export function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
}

/** The first key with this prefix, or an empty string. */
export function keyWith(storage: Storage, prefix: string): string {
  return keysOf(storage).find((key) => key.startsWith(prefix)) ?? ''
}

/** A full storage: its items can be read, and none can be added. */
export function fullStorage(): Storage {
  const storage = createStorage()
  fill(storage)
  return storage
}

export function fill(storage: Storage): void {
  storage.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
}
