import type { Browser } from '../test/browsers/browser.ts'
import { findOrInstallEngines, type Engine } from '../test/browsers/find-engines.ts'
import { runEngine } from '../test/browsers/run-engine.ts'
import { startSite, type Site } from '../test/browsers/site.ts'

/**
 * Runs the core flow on the production build in Firefox and WebKit.
 *
 * @returns the exit code: 0 if every engine that was found passed, 1 if one failed or if none was found
 */
export async function main(): Promise<number> {
  const engines = findOrInstallEngines()
  const missing = engines.flatMap(({ name, start }) => (start === null ? [name] : []))
  const lines: string[] = []
  let areOk = true
  if (missing.length < engines.length) {
    const site = await startSite()
    try {
      for (const { name, start } of engines) {
        if (start === null) continue
        const startMs = performance.now()
        const browser = await start()
        const { version, isOk } = await runThenClose(name, browser, site)
        const seconds = Math.round((performance.now() - startMs) / 1000)
        lines.push(`${isOk ? '✓' : '✗'} ${name}: ${version}, ${isOk ? 'ok' : 'failed'}, ${seconds} s`)
        areOk &&= isOk
      }
    } finally {
      await site.close()
    }
  }
  for (const line of ['', ...lines]) console.info(line)
  for (const name of missing) console.info(`- ${name}: not found`)
  if (lines.length > 0) return areOk ? 0 : 1
  console.error('The core flow needs Firefox, or WebKitGTK with WebKitWebDriver, MiniBrowser and Xvfb, or an engine of')
  console.error('Playwright ("npx playwright install firefox webkit"). None was found.')
  return 1
}

async function runThenClose(name: Engine['name'], browser: Browser, site: Site): ReturnType<typeof runEngine> {
  try {
    return await runEngine(name, browser, site)
  } finally {
    await browser.close()
  }
}
