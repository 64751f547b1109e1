import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { help } from '../../local-cognito/cli/help.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const source = join(root, 'local-cognito')

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

describe('the local-cognito package', () => {
  it('builds and runs its command when its folder is copied out of the repository', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'local-cognito-')), 'package')
    cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith('/dist') })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    await run('npm', ['run', 'build'], { cwd: folder })
    const { stdout } = await run('node', ['bin.mjs', '--help'], { cwd: folder })
    expect(stdout.trim()).toBe(help.trim())
    const script = `import { createLocalPool } from './dist/index.js'
      const pool = await createLocalPool()
      const answer = await pool.fetch(new Request(pool.issuer + '/.well-known/jwks.json'))
      console.log((await answer.json()).keys.length)`
    const used = await run('node', ['--input-type=module', '-e', script], { cwd: folder })
    expect(used.stdout.trim()).toBe('2')
  }, 60_000)

  it('declares each package that it imports, in the version that this repository tests', () => {
    const [own, ours] = [manifestOf(source), manifestOf(root)]
    expect({ ...ours.dependencies, ...ours.devDependencies }).toMatchObject({
      ...own.dependencies,
      ...own.devDependencies,
    })
    expect(Object.keys(own.dependencies).toSorted()).toEqual([...importedPackages()].toSorted())
  })
})

/** The packages that the code needs at run time. The compiler removes type-only imports. */
function importedPackages(): Set<string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(?!dist).*\.ts$/.test(file),
  )
  const names = files.flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/^(?!import type).*(?:from|import\() ?'([^'.][^']*)'/gm)].map(
      ([, name = '']) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name,
    ),
  )
  return new Set(names.filter((name) => !name.startsWith('node:')))
}
