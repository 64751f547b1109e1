import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/** The locks of this process. Their files contain its own process id, which `findHolder` ignores. */
const held = new Set<string>()

/**
 * Takes a lock: a file with the id of the process that holds it. Replaces the lock of a process that has ended. If
 * another process or pool holds the lock, throws an error with a readable message that names `what`. Returns the
 * function that releases the lock.
 */
export function lockFile(path: string, what: string): () => void {
  const holder = held.has(path) ? process.pid : findHolder(path)
  if (holder !== undefined) {
    const message = `${what} is in use by process ${holder}: two local user pools cannot share one state. Stop the other first.`
    // A stack trace would not help the developer who started the pool twice.
    throw Object.assign(new Error(message), { stack: message })
  }
  rmSync(path, { force: true })
  // `wx`: if two processes take the lock at the same moment, one of them fails here.
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
    // EPERM: the process runs and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
