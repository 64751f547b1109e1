import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The paths at which programs with these names would be, in the order of the names. */
export function pathsOf(names: readonly string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** The paths below the folders in which Windows keeps programs. */
export function windowsPathsOf(programs: readonly string[]): string[] {
  const folders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].map((name) => process.env[name] ?? '')
  return folders.flatMap((folder) => programs.map((program) => join(folder, program)))
}

/**
 * Installs packages of Debian, if this process is root on Debian.
 *
 * @returns whether it installed them; throws if apt-get fails
 */
export function installFromDebian(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false
  console.info(`Installing Debian’s ${packages.join(', ')}.`)
  runAptGet(['update', '-qq'])
  runAptGet(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  return true
}

function runAptGet(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  execFileSync('apt-get', [...args], { stdio: ['ignore', 'ignore', 'inherit'], env })
}
