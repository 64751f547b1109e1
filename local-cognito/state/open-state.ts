import type { PoolStorage } from './storage.ts'
import { createTables } from './tables.ts'
import type { PoolState } from './tables.ts'

/** Raised when the layout of a table changes; a file of another version is set aside. */
const header = JSON.stringify({ localCognito: 2 })

// How many lines may be about rows that are gone or were written again, beyond as many as there are rows.
const slackLines = 1000
const sweepIntervalMs = 60_000
// Access tokens may outlive their chain by a day at most; userInfo looks for the chain.
const longestAccessTokenMs = 24 * 3600 * 1000

/**
 * Opens the state that a storage holds, and keeps it free of what has expired. Each change is one line more in the
 * storage, so it costs the same with ten people and with ten thousand; once most lines are out of date, those that
 * count are written anew.
 */
export function openState(storage: PoolStorage, now: () => number): PoolState {
  let lineCount = 0
  let sweptAtMs = now()
  const state = createTables(note)

  function note(table: string, key: string, row?: unknown): void {
    storage.append(JSON.stringify(row === undefined ? [table, key] : [table, key, row]))
    lineCount += 1
    if (now() - sweptAtMs >= sweepIntervalMs) {
      sweptAtMs = now()
      sweep(state, sweptAtMs)
    }
    const rows = rowCount(state)
    if (lineCount <= 2 * rows + slackLines) return
    storage.rewrite([header, ...linesOf(state)])
    lineCount = rows
  }

  lineCount = storage.load(header, (lines) => replay(state, lines))
  return state
}

/** Takes the lines in their order. One that does not fit throws, and the state is empty again. */
function replay(state: PoolState, lines: readonly string[]): void {
  const tables = new Map(Object.entries(state))
  try {
    for (const line of lines) {
      const [name, key, row]: unknown[] = JSON.parse(line)
      const table = typeof name === 'string' ? tables.get(name) : undefined
      if (table === undefined || typeof key !== 'string') throw new Error('a line names no table')
      table.replay(key, row)
    }
  } catch (error) {
    for (const table of tables.values()) table.clear()
    throw error
  }
}

function rowCount(state: PoolState): number {
  return Object.values(state).reduce((sum, table) => sum + table.size, 0)
}

function linesOf(state: PoolState): string[] {
  return Object.entries(state).flatMap(([name, table]) =>
    [...table.entries()].map(([key, row]) => JSON.stringify([name, key, row])),
  )
}

function sweep(state: PoolState, nowMs: number): void {
  state.sessions.drop((session) => session.expiresAtMs <= nowMs)
  state.mailCodes.drop((code) => code.expiresAtMs <= nowMs)
  state.refreshChains.drop((chain) => chain.expiresAtMs + longestAccessTokenMs <= nowMs)
  state.refreshTokens.drop(
    ({ originJti, usableUntilMs }) =>
      state.refreshChains.get(originJti) === undefined || (usableUntilMs !== null && usableUntilMs <= nowMs),
  )
}
