import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readPoolState } from './state.ts'
import type { PoolState } from './state.ts'

/** Where a pool keeps its state between restarts. */
export type PoolStorage = {
  /** What was saved last, or `undefined` if there is nothing that can be used. */
  load(): PoolState | undefined
  /** Takes note that `state` changed. It may be written later, so the object is not copied here. */
  save(state: PoolState): void
  /** Writes what is still unwritten. */
  close(): void
}

const writeDelayMs = 100

/** Storage that ends with the process. Two pools made one after the other on it share their state: a restart. */
export function createMemoryStorage(): PoolStorage {
  let written: string | undefined
  return {
    load: () => (written === undefined ? undefined : readPoolState(JSON.parse(written))),
    save: (state) => {
      written = JSON.stringify(state)
    },
    close: () => {},
  }
}

/**
 * Storage in one JSON file, readable by its owner only since it holds the private keys.
 *
 * Writes are bundled for 100 ms and atomic: a temporary file beside the real one, then a rename. A file that cannot be
 * read as a state is renamed to `<file>.broken-<time>` and reported in one line of `log`; the pool then starts anew.
 * It does not guard against two processes that use one file.
 */
export function createFileStorage(
  file: string,
  log: (line: string) => void,
  now: () => number = Date.now,
): PoolStorage {
  let unwritten: PoolState | undefined
  let timer: NodeJS.Timeout | undefined

  function write(): void {
    clearTimeout(timer)
    timer = undefined
    if (unwritten === undefined) return
    const text = JSON.stringify(unwritten)
    unwritten = undefined
    try {
      writeAtomically(file, text)
    } catch (error) {
      // A full disk must not end the development server; the pool goes on in memory.
      log(`The local user pool could not save its state to ${file}: ${describe(error)}`)
    }
  }

  return {
    load: () => loadFile(file, log, now),
    save: (state) => {
      unwritten = state
      timer ??= setTimeout(write, writeDelayMs)
      timer.unref()
    },
    close: write,
  }
}

function loadFile(file: string, log: (line: string) => void, now: () => number): PoolState | undefined {
  const text = readIfThere(file)
  if (text === undefined) return undefined
  try {
    return readPoolState(JSON.parse(text))
  } catch (error) {
    const aside = `${file}.broken-${now()}`
    renameSync(file, aside)
    // The parser's own words may quote the file, and the file holds private keys.
    const why = error instanceof SyntaxError ? 'is not JSON' : describe(error)
    log(`The local user pool's state could not be read (${why}). It was set aside as ${aside}; the pool starts anew.`)
    return undefined
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`
  mkdirSync(dirname(file), { recursive: true })
  try {
    writeFileSync(temporary, text, { mode: 0o600 })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
