import type { Platform } from '../../browser/platform.ts'

/** Longer than a holder can need: a request of 10 s that began in time. */
const maxWaitMs = 15_000
const startWindowMs = 4_000

/**
 * Runs the work under a Web Lock, so that it runs once at a time in the whole browser. Where locks are missing or
 * refused, it runs without one.
 *
 * The wait is bounded. If one page has held the lock all the while, that page hangs, and the lock is taken from it. If
 * several pages have held it in turn, the network is slow for all of them, and one more request would not help.
 *
 * @param work may ask whether it is still in time to start a request: a page that was frozen since may have lost the
 * lock without knowing
 * @returns the result of the work, or null if the lock was not granted in time
 * @see https://w3c.github.io/web-locks/
 */
export async function withRefreshLock<T>(
  { locks, clock }: Pick<Platform, 'locks' | 'clock'>,
  name: string,
  work: (isInTime: () => boolean) => Promise<T>,
): Promise<T | null> {
  if (locks === null) return work(() => true)
  const holderAtFirst = holderOf(locks, name)
  const abort = new AbortController()
  const stopClock = clock.after(maxWaitMs, () => abort.abort())
  let outcome: Promise<T> | undefined
  const start = () => {
    stopClock()
    const sinceMs = clock.monotonicMs()
    outcome ??= work(() => clock.monotonicMs() - sinceMs < startWindowMs)
    return outcome
  }
  try {
    return await locks.request(name, { signal: abort.signal }, start)
  } catch {
    // Refused, or taken away while the work was running.
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
