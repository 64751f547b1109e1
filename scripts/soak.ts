import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { runTool } from './run-tool.ts'

/** Runs the tests that try random histories and responses, ten times deeper than `npm test`. Arguments go to Vitest. */
export function main(args: string[]): number {
  const folders = args.length === 0 ? ['test/fuzz', 'test/model'] : args
  const vitest = dirname(createRequire(import.meta.url).resolve('vitest/package.json'))
  return runTool(join(vitest, 'vitest.mjs'), ['run', ...folders], { SOAK: '1' })
}
