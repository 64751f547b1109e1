import type { Platform } from '../../browser/platform.ts'
import { isTransient, type Problem } from '../problem.ts'
import type { Result } from '../result.ts'

/** The result of one attempt, and how long the server asked to be left alone. */
export interface Attempt<T> {
  readonly result: Result<T>
  readonly retryAfterMs: number | null
}

/** How long the waits between the attempts are. */
interface Pace {
  /** Each wait after the first is twice as long as the one before. */
  readonly firstDelayMs: number
  /** A longer `Retry-After` ends the attempts at once. */
  readonly maxDelayMs: number
}

const maxRetries = 4
const retryWindowMs = 30_000
const jitter = 0.3

/** 1, 2, 4, 8 s: for work that the person does not wait for. */
const backgroundPace: Pace = { firstDelayMs: 1_000, maxDelayMs: retryWindowMs }
/** 0.5, 1, 2, 4 s: the person watches, and can try again from the problem page. */
export const watchedPace: Pace = { firstDelayMs: 500, maxDelayMs: 10_000 }

/**
 * Makes up to five attempts within 30 s while the failure is transient: network failures, throttling and server errors.
 * A timeout is not retried, since the server may have done the work; nor is an unreadable response. The wait after a
 * network failure ends early when the network comes back.
 *
 * @param attempt makes one attempt; must not throw for an expected failure
 * @param onDelay is called before each wait
 * @param pace how long the waits are, before jitter
 * @returns the result of the last attempt
 */
export async function withRetries<T>(
  platform: Pick<Platform, 'clock' | 'random' | 'attention'>,
  attempt: () => Promise<Attempt<T>>,
  onDelay: (problem: Problem) => void = () => {},
  { firstDelayMs, maxDelayMs } = backgroundPace,
): Promise<Result<T>> {
  const deadlineMs = platform.clock.monotonicMs() + retryWindowMs
  for (let retries = 0; ; retries += 1) {
    const { result, retryAfterMs } = await attempt()
    if (result.ok || retries === maxRetries || !isRetried(result.problem)) return result
    const delayMs = Math.max(jittered(firstDelayMs * 2 ** retries, platform.random), retryAfterMs ?? 0)
    if (delayMs > maxDelayMs || platform.clock.monotonicMs() + delayMs > deadlineMs) return result
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

/** Up to 30 % more or less, so that many clients do not come back at the same moment. */
function jittered(delayMs: number, random: () => number): number {
  return delayMs * (1 - jitter + 2 * jitter * random())
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
