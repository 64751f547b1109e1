import type { Platform } from '../../browser/platform.ts'
import { isTransient, type Problem } from '../problem.ts'
import type { Result } from '../result.ts'

/** The result of one attempt, and how long the server asked to be left alone. */
export interface Attempt<T> {
  readonly result: Result<T>
  readonly retryAfterMs: number | null
}

const maxRetries = 4
const retryWindowMs = 30_000
const firstDelayMs = 1_000
const jitter = 0.3

/**
 * Makes up to five attempts within 30 s while the failure is transient: network failures, throttling and server errors.
 * A timeout is not retried, since the server may have done the work; nor is an unreadable response. The wait after a
 * network failure ends early when the network comes back.
 *
 * @param attempt makes one attempt; must not throw for an expected failure
 * @param onDelay is called before each wait
 * @returns the result of the last attempt
 */
export async function withRetries<T>(
  platform: Pick<Platform, 'clock' | 'random' | 'attention'>,
  attempt: () => Promise<Attempt<T>>,
  onDelay: (problem: Problem) => void = () => {},
): Promise<Result<T>> {
  const deadlineMs = platform.clock.monotonicMs() + retryWindowMs
  for (let retries = 0; ; retries += 1) {
    const { result, retryAfterMs } = await attempt()
    if (result.ok || retries === maxRetries || !isRetried(result.problem)) return result
    const delayMs = Math.max(backoffMs(retries, platform.random), retryAfterMs ?? 0)
    if (platform.clock.monotonicMs() + delayMs > deadlineMs) return result
    onDelay(result.problem)
    await (result.problem.kind === 'network' ? pauseUntilAwake(platform, delayMs) : pause(platform.clock, delayMs))
  }
}

/** Resolves after the delay. */
export function pause(clock: Platform['clock'], delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.after(delayMs, resolve))
}

function isRetried(problem: Problem): boolean {
  return isTransient(problem) && problem.kind !== 'timeout' && problem.kind !== 'unreadable'
}

/** 1, 2, 4, 8 s, each up to 30 % more or less, so that many clients do not come back at the same moment. */
function backoffMs(retries: number, random: () => number): number {
  return firstDelayMs * 2 ** retries * (1 - jitter + 2 * jitter * random())
}

function pauseUntilAwake({ clock, attention }: Pick<Platform, 'clock' | 'attention'>, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = []
    const done = () => {
      for (const stop of stops) stop()
      resolve()
    }
    stops.push(clock.after(delayMs, done), attention.onWake(done))
  })
}
