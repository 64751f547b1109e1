import type { Browser, Tab } from './browser.ts'
import { coreFlow } from './core-flow.ts'
import type { Site } from './site.ts'

interface Run {
  readonly version: string
  readonly isOk: boolean
}

/** Runs the core flow in a browser and prints a line for each step. After a failed step the others are not run. */
export async function runEngine(name: string, browser: Browser, site: Site): Promise<Run> {
  const tab = await browser.openTab('about:blank')
  const tabs = [tab]
  let isOk = true
  for (const step of coreFlow(site, browser, tab, tabs)) {
    if (!isOk) {
      console.info(`- ${name}: ${step.name}: not run`)
      continue
    }
    const startMs = performance.now()
    const failure = await failureOf(step.run)
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
    isOk = failure === null
    console.info(`${isOk ? '✓' : '✗'} ${name}: ${step.name}: ${isOk ? 'ok' : 'failed'} (${seconds} s)`)
    if (failure !== null) console.error([failure, ...(await describeTabs(tabs))].join('\n'))
  }
  const errors = browser.consoleErrors()
  for (const line of errors ?? []) console.error(`✗ ${name}: error in the console: ${line}`)
  if (errors === null) console.info(`- ${name}: the driver does not report the console`)
  return { version: browser.version, isOk: isOk && (errors ?? []).length === 0 }
}

async function failureOf(run: () => Promise<void>): Promise<string | null> {
  try {
    await run()
    return null
  } catch (error) {
    return `  ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Where each tab is and what it shows. */
function describeTabs(tabs: readonly Tab[]): Promise<string[]> {
  return Promise.all(
    tabs.map(async (tab, index) => {
      try {
        return `  Tab ${index + 1} is at ${await tab.url()} and shows:\n${indent(await tab.text())}`
      } catch (error) {
        return `  Tab ${index + 1} cannot be read: ${error instanceof Error ? error.message : String(error)}`
      }
    }),
  )
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ')
}
