/** Stores a text. Returns false if the browser refuses the storage, or it is full. */
export function trySetItem(storage: Storage | null, key: string, text: string): boolean {
  try {
    storage?.setItem(key, text)
    return storage !== null
  } catch (error) {
    // The storage refuses with a DOMException; anything else is a bug.
    if (!(error instanceof DOMException)) throw error
    return false
  }
}
