import { emptyState } from './state.ts'
import type { PoolState } from './state.ts'
import type { PoolStorage } from './storage.ts'

/** The state in memory, and the way to change it so that the storage hears of it. */
export type StateKeeper = {
  readonly state: PoolState
  change(edit: (state: PoolState) => void): void
}

// Access tokens may outlive their chain by a day at most; userInfo looks for the chain.
const longestAccessTokenMs = 24 * 3600 * 1000
const sweepIntervalMs = 60_000

/** Loads the state, and keeps it free of what has expired. */
export function createStateKeeper(storage: PoolStorage, now: () => number): StateKeeper {
  const state = storage.load() ?? emptyState()
  let sweptAtMs = Number.NEGATIVE_INFINITY

  return {
    state,
    change(edit) {
      edit(state)
      if (now() - sweptAtMs >= sweepIntervalMs) {
        sweptAtMs = now()
        sweep(state, sweptAtMs)
      }
      storage.save(state)
    },
  }
}

function sweep(state: PoolState, nowMs: number): void {
  dropWhere(state.sessions, (session) => session.expiresAtMs <= nowMs)
  dropWhere(state.refreshChains, (chain) => chain.expiresAtMs + longestAccessTokenMs <= nowMs)
  dropWhere(
    state.refreshTokens,
    (token) =>
      state.refreshChains[token.originJti] === undefined ||
      (token.usableUntilMs !== null && token.usableUntilMs <= nowMs),
  )
}

function dropWhere<T>(record: Record<string, T>, isDead: (value: T) => boolean): void {
  for (const [key, value] of Object.entries(record)) if (isDead(value)) delete record[key]
}
