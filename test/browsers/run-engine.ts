import type { Browser, Tab } from './browser.ts'
import { coreFlow } from './core-flow.ts'
import type { Site } from './site.ts'

export interface Run {
  readonly name: string
  readonly version: string
  readonly isOk: boolean
  readonly seconds: number
}

/** Starts a browser, runs the core flow in it and ends it. A browser that cannot start has failed. */
export async function runEngine(name: string, start: () => Promise<Browser>, site: Site): Promise<Run> {
  const startMs = performance.now()
  const result = await runOrFail(name, start, site)
  return { name, ...result, seconds: Math.round((performance.now() - startMs) / 1000) }
}

async function runOrFail(name: string, start: () => Promise<Browser>, site: Site): Promise<Result> {
  try {
    const browser = await start()
    try {
      return await runFlow(name, browser, site)
    } finally {
      await browser.close()
    }
  } catch (error) {
    console.error(`✗ ${name}: the browser did not start, or did not end: ${messageOf(error)}`)
    return { version: 'no result', isOk: false }
  }
}

type Result = Pick<Run, 'version' | 'isOk'>

/** Prints a line for each step. After a failed step the others are not run. */
async function runFlow(name: string, browser: Browser, site: Site): Promise<Result> {
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
    return `  ${messageOf(error)}`
  }
}

/** Where each tab is and what it shows. One after the other: WebDriver has one current tab. */
async function describeTabs(tabs: readonly Tab[]): Promise<string[]> {
  const lines: string[] = []
  for (const [index, tab] of tabs.entries()) {
    try {
      lines.push(`  Tab ${index + 1} is at ${await tab.url()} and shows:\n${indent(await tab.text())}`)
    } catch (error) {
      lines.push(`  Tab ${index + 1} cannot be read: ${messageOf(error)}`)
    }
  }
  return lines
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ')
}
