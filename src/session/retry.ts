import { isPassing, type Problem } from './problem.ts'
import type { Result } from './result.ts'
import type { World } from './world.ts'

/** One try's outcome, and how long the server asked to be left alone. */
export interface Attempt<T> {
  readonly result: Result<T>
  readonly retryAfterMs: number | null
}

const mostRetries = 4
const withinMs = 30_000
const firstDelayMs = 1_000
const jitter = 0.3

/**
 * Tries up to five times within 30 s, as long as what fails is passing: network failures, throttling and errors of the
 * server. A timeout is not tried again, since the server may have done the work; nor is an unreadable answer. A
 * network that comes back cuts the wait for it short.
 *
 * @param attempt makes one try; must not throw for an expected failure
 * @param onDelay is called after each try that another one will follow
 * @returns the last try's result
 */
export async function withRetries<T>(
  world: Pick<World, 'clock' | 'random' | 'attention'>,
  attempt: () => Promise<Attempt<T>>,
  onDelay: (problem: Problem) => void = () => {},
): Promise<Result<T>> {
  const deadlineMs = world.clock.monotonicMs() + withinMs
  for (let retries = 0; ; retries += 1) {
    const { result, retryAfterMs } = await attempt()
    if (result.ok || retries === mostRetries || !isWorthRetrying(result)) return result
    const delayMs = Math.max(backoffMs(retries, world.random), retryAfterMs ?? 0)
    if (world.clock.monotonicMs() + delayMs > deadlineMs) return result
    onDelay(result.problem)
    await (result.problem.kind === 'network' ? pauseUntilAwake(world, delayMs) : pause(world.clock, delayMs))
  }
}

/** Resolves when the time is up. */
export function pause(clock: World['clock'], delayMs: number): Promise<void> {
  return new Promise((resolve) => clock.after(delayMs, resolve))
}

function isWorthRetrying(result: Result<unknown>): boolean {
  if (result.ok || !isPassing(result.problem)) return false
  return result.problem.kind !== 'timeout' && result.problem.kind !== 'unreadable'
}

/** 1, 2, 4, 8 s, each up to 30 % more or less, so that many clients do not come back in step. */
function backoffMs(retries: number, random: () => number): number {
  return firstDelayMs * 2 ** retries * (1 - jitter + 2 * jitter * random())
}

function pauseUntilAwake({ clock, attention }: Pick<World, 'clock' | 'attention'>, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = []
    const done = () => {
      for (const stop of stops) stop()
      resolve()
    }
    stops.push(clock.after(delayMs, done), attention.onWake(done))
  })
}
