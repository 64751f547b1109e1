import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const notCopied = new Set(['node_modules', '.git', 'dist', 'test-results', '.local-cognito', '.env', '.env.local'])

/**
 * Copies the project into a new folder of this name, e.g. to run its commands without an effect on this one.
 *
 * @param poolPort the port of the copy's local pool, e.g. a free one
 */
export function copyProject(name: string, poolPort = 9229): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'toyseven-copy-')), name)
  cpSync(root, folder, { recursive: true, filter: (path) => !notCopied.has(basename(path)) })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const poolFile = join(folder, 'local-cognito/local-cognito.json')
  writeFileSync(poolFile, readFileSync(poolFile, 'utf8').replace('"port": 9229', `"port": ${poolPort}`))
  return folder
}
