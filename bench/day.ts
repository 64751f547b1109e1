import { localClientId } from '../local-cognito/defaults.ts'
import { generatePoolKeys, type PoolKeys } from '../local-cognito/oauth/keys.ts'
import { createLocalPool } from '../local-cognito/pool.ts'
import { TestBrowser, type TestTab } from '../test/support/test-browser.ts'
import { TestClock } from '../test/support/test-clock.ts'
import { signInAs, visit } from '../test/support/visits.ts'
import type { Say } from './report-file.ts'

const minuteMs = 60_000
const dayMs = 8 * 60 * minuteMs
const tabCount = 10

/** Prints how often one person's tabs ask the token endpoint in a working day, under a clock that is moved. */
export async function measureDay(say: Say): Promise<void> {
  const keys = await generatePoolKeys()
  say(`Token requests of one person in 8 hours, ${tabCount} tabs, one of them visible:`)
  for (const lifeMinutes of [5, 15, 60]) {
    const staying = await liveThrough(keys, lifeMinutes, null)
    const switching = await liveThrough(keys, lifeMinutes, 10)
    say(
      `  access tokens of ${String(lifeMinutes).padStart(2)} min: ${staying} with one tab looked at all day, ${switching} with another one every 10 min`,
    )
  }
}

async function liveThrough(keys: PoolKeys, lifeMinutes: number, switchEachMinutes: number | null): Promise<number> {
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
  const stepMs = (switchEachMinutes ?? 60) * minuteMs
  for (let atMs = 0, shown = 0; atMs < dayMs; atMs += stepMs, shown += switchEachMinutes === null ? 0 : 1) {
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
