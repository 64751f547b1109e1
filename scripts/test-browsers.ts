import { findOrInstallEngines, type Engine } from '../test/browsers/find-engines.ts'
import { runEngine, type Run } from '../test/browsers/run-engine.ts'
import { startSite } from '../test/browsers/site.ts'

/**
 * Runs the core flow on the production build in Firefox and WebKit.
 *
 * @returns the exit code: 0 if every engine that was found passed, 1 if one failed or if none was found
 */
export async function main(): Promise<number> {
  const engines = findOrInstallEngines()
  const found = engines.flatMap((engine) => ('start' in engine ? [engine] : []))
  const runs = found.length === 0 ? [] : await runAll(found)
  for (const line of ['', ...runs.map(describe)]) console.info(line)
  for (const engine of engines) {
    if ('missing' in engine) console.info(`- ${engine.name}: not found: ${engine.missing}`)
  }
  if (runs.length > 0) return runs.every(({ isOk }) => isOk) ? 0 : 1
  console.error('The core flow needs Firefox, or WebKitGTK with WebKitWebDriver, MiniBrowser and Xvfb, or an engine of')
  console.error('Playwright ("npx playwright install firefox webkit"). None was found.')
  return 1
}

async function runAll(engines: readonly Extract<Engine, { start: unknown }>[]): Promise<readonly Run[]> {
  const site = await startSite()
  const runs: Run[] = []
  try {
    for (const { name, start } of engines) runs.push(await runEngine(name, start, site))
  } finally {
    await site.close()
  }
  return runs
}

function describe({ name, version, isOk, seconds }: Run): string {
  return `${isOk ? '✓' : '✗'} ${name}: ${version}, ${isOk ? 'ok' : 'failed'}, ${seconds} s`
}
