import { spawnSync } from 'node:child_process'

/**
 * Runs a JavaScript file of a package in a Node process of its own, with this process's output. `npx` is not used: on
 * Windows it is a `.cmd` file, which Node does not spawn.
 *
 * @param file the absolute path of the file
 * @param env variables besides those of this process
 * @returns its exit code; 1, with a line that gives the reason, if it cannot start or a signal ends it
 */
export function runTool(file: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  const options = { stdio: 'inherit', env: { ...process.env, ...env } } as const
  const { status, signal, error } = spawnSync(process.execPath, [file, ...args], options)
  if (status !== null) return status
  console.error(error === undefined ? `${file} was ended by ${signal}.` : `${file} cannot start: ${error.message}`)
  return 1
}
