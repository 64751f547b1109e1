import type { World } from './world.ts'

/** Longer than whoever holds the lock can need: a request of 10 s, begun in time. */
const longestWaitMs = 15_000
const inTimeMs = 4_000

/**
 * Runs the work under a Web Lock, so that it runs once at a time in the whole browser. Where locks are missing or
 * refused, it runs without.
 *
 * The wait is bounded. If one and the same page has held the lock all the while it hangs, and the lock is taken from
 * it. If several have held it in turn, the network is slow for all of them, and one more would not help.
 *
 * @param work is told whether it is still in time to begin a request: a page that was frozen in between may have lost
 * the lock without knowing it yet
 * @returns what the work gives, or null if its turn did not come
 * @see https://w3c.github.io/web-locks/
 */
export async function inLock<T>(
  { locks, clock }: World,
  name: string,
  work: (isInTime: () => boolean) => Promise<T>,
): Promise<T | null> {
  if (locks === null) return work(() => true)
  const holderAtFirst = holderOf(locks, name)
  const abort = new AbortController()
  const stopClock = clock.after(longestWaitMs, () => abort.abort())
  let outcome: Promise<T> | undefined
  const start = () => {
    stopClock()
    const sinceMs = clock.monotonicMs()
    outcome ??= work(() => clock.monotonicMs() - sinceMs < inTimeMs)
    return outcome
  }
  try {
    return await locks.request(name, { signal: abort.signal }, start)
  } catch {
    // Refused, or taken away while we worked.
    if (outcome !== undefined || !abort.signal.aborted) return start()
  }
  const isStuck = (await holderAtFirst) === (await holderOf(locks, name))
  return isStuck ? locks.request(name, { steal: true }, start).catch(start) : null
}

async function holderOf(locks: Pick<LockManager, 'query'>, name: string): Promise<string | undefined> {
  try {
    const { held = [] } = await locks.query()
    return held.find((lock) => lock.name === name)?.clientId
  } catch {
    return undefined
  }
}
