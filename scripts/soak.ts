import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { main as runBrowserTests } from './e2e.ts'
import { runTool } from './run-tool.ts'

/**
 * Runs the tests with random histories and responses ten times deeper than `npm test`, and the browser tests with all
 * similar cases. Arguments go to Vitest, and then no browser test runs.
 */
export async function main(args: string[]): Promise<number> {
  process.env['SOAK'] = '1'
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  if (args.length > 0) return runTool(vitest, ['run', ...args])
  const status = runTool(vitest, ['run', 'test/fuzz', 'test/model'])
  return status === 0 ? runBrowserTests(deeperSpecs()) : status
}

/** Returns the browser tests that leave out similar cases in `npm test`. */
function deeperSpecs(): string[] {
  const specs = readdirSync('test/e2e').filter((name) => name.endsWith('.spec.ts'))
  return specs.filter((name) => readFileSync(join('test/e2e', name), 'utf8').includes("from '../support/soak.ts'"))
}
