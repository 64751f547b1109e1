import { spawnSync } from 'node:child_process'

/** Runs the tests that try random histories and responses, ten times deeper than `npm test`. Arguments go to Vitest. */
export function main(args: string[]): number {
  const folders = args.length === 0 ? ['test/fuzz', 'test/model'] : args
  const env = { ...process.env, SOAK: '1' }
  return spawnSync('npx', ['vitest', 'run', ...folders], { stdio: 'inherit', env }).status ?? 1
}
