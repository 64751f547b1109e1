import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { signedIn } from '../support/app-tab.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { open, shown, signInAs } from '../support/visits.ts'

const network = joinNetwork()
const minseo = 'minseo@example.com'
const hourMs = 3600_000
let clock: TestClock
let pool: LocalPool
let browser: TestBrowser

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  browser = new TestBrowser({ clock })
})

describe('a reload after the access token has expired', () => {
  it('F10: shows the user while the device is offline, and refreshes when the network is back', async () => {
    const { tab } = await signInAs(pool, browser)
    tab.unload()
    await clock.advance(2 * hourMs)
    browser.setOnline(false)
    const again = open(tab, '/account')
    await clock.advance(2_000)
    expect(signedIn(again.session).renewal).toBe('waiting')
    expect(tab.departures).toHaveLength(1)
    browser.setOnline(true)
    await clock.advance(5_500)
    expect(signedIn(again.session).renewal).toBe('idle')
  })

  it('shows no user and does not redirect before the refresh response arrives', async () => {
    const { tab } = await signInAs(pool, browser)
    tab.unload()
    await clock.advance(2 * hourMs)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    network.server.use(http.post(tokenUrl, ({ request }) => released.then(() => pool.fetch(request))))
    const again = open(tab, '/account')
    await clock.advance(5_000)
    expect(shown(again)).toBe('restoring')
    release()
    await again.started
    expect(shown(again)).toBe(minseo)
  })
})
