/** Where cookies are blocked, reading the property throws; then there is no storage. */
export function readableStorage(get: () => Storage): Storage | null {
  try {
    return get()
  } catch {
    return null
  }
}
