import { localClientId } from '../local-cognito/defaults.ts'
import { generatePoolKeys, type PoolKeys } from '../local-cognito/oauth/keys.ts'
import { createLocalPool } from '../local-cognito/pool.ts'
import { TestBrowser, type TestTab } from '../test/support/test-browser.ts'
import { TestClock } from '../test/support/test-clock.ts'
import { signInAs, visit } from '../test/support/visits.ts'
import type { PrintLine } from './report-file.ts'

const minuteMs = 60_000
const dayMs = 8 * 60 * minuteMs
const tabCount = 10

/** Prints how many token requests the tabs of one user send in a working day of 8 hours, on a simulated clock. */
export async function measureDay(printLine: PrintLine): Promise<void> {
  const keys = await generatePoolKeys()
  printLine(`Token requests of one user in 8 hours, ${tabCount} tabs, one of them visible:`)
  for (const lifeMinutes of [5, 15, 60]) {
    const withOneTab = await countTokenRequests(keys, lifeMinutes, null)
    const withSwitches = await countTokenRequests(keys, lifeMinutes, 10)
    printLine(
      `  access tokens of ${String(lifeMinutes).padStart(2)} min: ${withOneTab} with the same tab visible all day, ${withSwitches} with another tab visible every 10 min`,
    )
  }
}

async function countTokenRequests(
  keys: PoolKeys,
  lifeMinutes: number,
  switchEveryMinutes: number | null,
): Promise<number> {
  const clock = new TestClock(undefined, 10_000)
  const pool = await createLocalPool({ keys, now: () => clock.trueMs() })
  pool.setAccessTokenLifetime(localClientId, lifeMinutes * 60)
  let tokenCalls = 0
  const browser = new TestBrowser({
    clock,
    fetch: (url, init) => {
      if (url.endsWith('/oauth2/token')) tokenCalls += 1
      return clock.track(pool.fetch(new Request(url, { ...init, signal: null })))
    },
  })
  const tabs = [(await signInAs(pool, browser)).tab]
  while (tabs.length < tabCount) tabs.push((await visit(browser)).tab)
  const before = tokenCalls
  const stepMs = (switchEveryMinutes ?? 60) * minuteMs
  for (let atMs = 0, shown = 0; atMs < dayMs; atMs += stepMs, shown += switchEveryMinutes === null ? 0 : 1) {
    showOnly(tabs, shown % tabCount)
    await clock.advance(stepMs)
  }
  return tokenCalls - before
}

function showOnly(tabs: readonly TestTab[], index: number): void {
  tabs.forEach((tab, at) => {
    if (at !== index) tab.hide()
    else if (!tab.isVisible) tab.show()
  })
}
