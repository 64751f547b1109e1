import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { callbackPath, lastDeparture, loadEarly, problemKind } from '../support/app-tab.ts'
import { keysOf } from '../support/memory-storage.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const unexpected = () => expect.unreachable()
const newTab = () => openTab({ clock })

describe('a second host name, where the redirect URI is on another origin', () => {
  const config = { redirectUri: 'https://www.example.com/callback' }

  it('shows the landing page; a sign-in leads to the page on that origin, with and without early/', async () => {
    const tab = newTab()
    const { auth, session, start } = loadEarly(tab, '/', config)
    expect(auth.showsLanding).toBe(true)
    auth.signIn('/account', 'Google', unexpected)
    await start()
    expect(session.state().status).toBe('signed-out')
    await session.signIn({ returnTo: '/account?x=1' })
    expect(tab.departures).toEqual(['https://www.example.com/account', 'https://www.example.com/account?x=1'])
    expect(keysOf(tab.sessionStorage)).toEqual([])
  })

  it('leads from a guarded page to the same page on that origin, twice at most', async () => {
    const tab = newTab()
    for (const count of [1, 2, 3]) {
      const { session, start } = loadEarly(tab, '/guarded?a=1#b', config)
      await start()
      await session.signIn({ returnTo: '/guarded?a=1#b', isAutomatic: true })
      expect(tab.departures).toHaveLength(Math.min(count, 2))
      expect(session.state()).toMatchObject({ status: 'signed-out', after: count > 2 ? 'redirects' : 'nothing' })
    }
    expect(lastDeparture(tab).href).toBe('https://www.example.com/guarded?a=1#b')
  })

  it('never leads a sign-in to a third origin', async () => {
    const tab = newTab()
    const { session, start } = loadEarly(tab, '/', config)
    await start()
    await session.signIn({ returnTo: '//evil.example' })
    expect(tab.departures).toEqual(['https://www.example.com/'])
  })

  it('A01: refuses a response, removes it from the address, and sends nothing', async () => {
    const path = await callbackPath(pool, newTab(), { config: {} })
    const tab = newTab()
    const { session, start } = loadEarly(tab, path, config)
    expect(tab.address()).toBe('/callback')
    await start()
    expect(problemKind(session)).toBe('no-pending-sign-in')
    expect(network.countOf('/oauth2/token')).toBe(0)
  })
})
