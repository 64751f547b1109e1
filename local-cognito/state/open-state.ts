import type { PoolStorage } from './storage.ts'
import { createTables } from './tables.ts'
import type { PoolState } from './tables.ts'

/** Increase the number when the layout of a table changes. A file of another version is set aside. */
const header = JSON.stringify({ localCognito: 2 })

// The storage may have as many outdated lines as there are rows, and this number of outdated lines more.
const slackLines = 1000
const sweepIntervalMs = 60_000
// An access token may be valid for up to a day after its chain expires, and userInfo needs the chain.
const longestAccessTokenMs = 24 * 3600 * 1000

/**
 * Opens the state in a storage, and removes expired rows from it. Each change adds one line to the storage, so a change
 * costs the same with ten users and with ten thousand. When most lines are outdated, the storage is rewritten with the
 * current rows only.
 */
export function openState(storage: PoolStorage, now: () => number): PoolState {
  let lineCount = 0
  let sweptAtMs = now()
  const state = createTables(record)

  function record(table: string, key: string, row?: unknown): void {
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

/** Applies the lines in their order. If a line is invalid, empties the state and throws. */
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
