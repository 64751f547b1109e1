import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/** What this process holds: it may look its own lock up, and would take it for another's. */
const held = new Set<string>()

/**
 * Takes a lock: a file with the number of the process that holds it. One whose process has ended is taken over.
 * Throws a plain sentence that names `what` if somebody else holds it. Returns what gives it back.
 */
export function lockFile(path: string, what: string): () => void {
  const holder = held.has(path) ? process.pid : findHolder(path)
  if (holder !== undefined) {
    const message = `${what} is in use by process ${holder}: two local user pools cannot share one state. Stop the other first.`
    // Where it was thrown says nothing to whoever has started it twice.
    throw Object.assign(new Error(message), { stack: message })
  }
  rmSync(path, { force: true })
  // `wx`: of two that come at the same moment, one fails here.
  writeFileSync(path, String(process.pid), { flag: 'wx' })
  held.add(path)
  return () => {
    if (held.delete(path)) rmSync(path, { force: true })
  }
}

function findHolder(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isRunning(pid) ? pid : undefined
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be asked, but it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
