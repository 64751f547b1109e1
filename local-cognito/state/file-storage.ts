import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { lockFile } from './lock-file.ts'
import type { PoolStorage } from './storage.ts'

const writeDelayMs = 100
// The file holds the private keys.
const mode = 0o600

/**
 * Storage in one file that only its owner can read. It collects lines for 100 ms and appends them together. A rewrite
 * is atomic: it writes a temporary file beside the real one, then renames it. A process that dies in the middle of an
 * append leaves at most half a line, and the next start drops this line. A file that cannot be used is renamed to
 * `<file>.broken-<time>` and reported in one line of `log`. The pool then starts with an empty state.
 *
 * Throws an error with a readable message if another process, or another pool of this process, uses the file.
 */
export function createFileStorage(
  file: string,
  log: (line: string) => void,
  now: () => number = Date.now,
): PoolStorage {
  mkdirSync(dirname(file), { recursive: true })
  const unlock = lockFile(`${file}.lock`, file)
  const writer = createWriter(file, log)
  return {
    load(header, take) {
      const found = readLines(file)
      if (found !== undefined && canLoad(found.lines, header, take)) {
        if (found.isTorn) writeAtomically(file, asText(found.lines))
        return found.lines.length - 1
      }
      if (found !== undefined) setAside(file, `${file}.broken-${now()}`, log)
      writer.startWith(header)
      return 0
    },
    append: (line) => writer.append(line),
    rewrite: (lines) => writer.rewrite(lines),
    close() {
      writer.flush()
      unlock()
    },
  }
}

/** Collects lines for 100 ms. A full disk must not stop the development server, so the pool continues in memory. */
function createWriter(file: string, log: (line: string) => void) {
  let unwritten: string[] = []
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (unwritten.length === 0) return
    const text = asText(unwritten)
    unwritten = []
    tryTo(() => appendFileSync(file, text, { mode }))
  }

  function tryTo(save: () => void): void {
    try {
      save()
    } catch (error) {
      log(`The local user pool could not save its state to ${file}: ${describe(error)}`)
    }
  }

  return {
    flush,
    startWith(header: string): void {
      unwritten = [header]
    },
    append(line: string): void {
      unwritten.push(line)
      timer ??= setTimeout(flush, writeDelayMs)
      timer.unref()
    },
    rewrite(lines: readonly string[]): void {
      unwritten = []
      tryTo(() => writeAtomically(file, asText(lines)))
    },
  }
}

function canLoad(lines: readonly string[], header: string, take: (lines: readonly string[]) => void): boolean {
  if (lines[0] !== header) return false
  try {
    take(lines.slice(1))
    return true
  } catch {
    // Do not log the error: it may quote the file, and the file holds private keys.
    return false
  }
}

function setAside(file: string, aside: string, log: (line: string) => void): void {
  renameSync(file, aside)
  log(`The local user pool's state could not be read. It was set aside as ${aside}; the pool starts anew.`)
}

/** Reads the lines of a file. Omits a last line that has no line break. Returns `undefined` if there is no file. */
function readLines(file: string): { lines: string[]; isTorn: boolean } | undefined {
  const text = readIfExists(file)
  if (text === undefined) return undefined
  const lines = text.split('\n')
  const rest = lines.pop() ?? ''
  return { lines, isTorn: rest !== '' }
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text, { mode })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
