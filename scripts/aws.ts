import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runTool } from './run-tool.ts'

const infra = join(import.meta.dirname, '../infra')

/**
 * Runs a command of infra/, a package of its own: the first time, installs what it needs.
 *
 * @param args `deploy`, `env` or `destroy`, and the name of an environment
 * @returns the command's exit code
 */
export function main(args: readonly string[]): number {
  if (!existsSync(join(infra, 'node_modules/aws-cdk'))) {
    console.info('Installing what infra/ needs (about 300 MB) …')
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: infra,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    if (status !== 0) return status ?? 1
  }
  return runTool(join(import.meta.dirname, 'run.mjs'), [join(infra, 'commands/main.ts'), ...args])
}
