import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { runTool } from '../../scripts/run-tool.ts'
import { copyProject } from '../support/project-copy.ts'

afterEach(() => vi.unstubAllEnvs())

describe('a command of the project', () => {
  it.each(['my app', 'café 앱', '100%25 done'])(
    'runs in a folder with the name %j',
    (name) => {
      const folder = copyProject(name)
      for (const [file, ...args] of [
        ['local-cognito/cli.ts', '--help'],
        ['scripts/headers.ts', '--help'],
      ]) {
        const options = { cwd: folder, encoding: 'utf8' } as const
        const { status, stdout, stderr } = spawnSync(
          process.execPath,
          ['scripts/run.mjs', String(file), ...args],
          options,
        )
        expect([status, stderr]).toEqual([0, ''])
        expect(stdout).toContain('--')
      }
    },
    60_000,
  )
})

describe('a tool that a command runs', () => {
  const fileWith = (source: string) => {
    const file = join(mkdtempSync(join(tmpdir(), 'my tool ')), 'tool.mjs')
    writeFileSync(file, source)
    return file
  }

  it('returns its exit code, without npx and without a PATH', () => {
    vi.stubEnv('PATH', '')
    expect(
      runTool(fileWith('process.exitCode = process.argv[2] === "x" ? Number(process.env.CODE) : 9'), ['x'], {
        CODE: '3',
      }),
    ).toBe(3)
  })

  it('prints why it cannot start', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.spyOn(process, 'execPath', 'get').mockReturnValue('/no/such/node')
    expect(runTool('/tool.mjs', [])).toBe(1)
    expect(error.mock.calls).toEqual([[expect.stringMatching(/^\/tool\.mjs cannot start: .*ENOENT/)]])
  })

  it('prints which signal ended it', () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const file = fileWith('process.kill(process.pid, "SIGKILL")')
    expect(runTool(file, [])).toBe(1)
    expect(error.mock.calls).toEqual([[`${file} was ended by SIGKILL.`]])
  })
})
