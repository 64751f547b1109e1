import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { startWithIdle } from '../../src/app/start-with-idle.ts'
import { createSession, type Session } from '../../src/auth/session/session.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { callbackPath, lastDeparture, load, signedIn, stored } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { joinNetwork } from '../support/pool.ts'
import { TestBrowser, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { talkMs } from '../support/visits.ts'

const network = joinNetwork()
const minuteMs = 60_000
const idleSignOutMs = 15 * minuteMs
const config = { ...localConfig, idleSignOutMs }
let clock: TestClock
let pool: LocalPool
let browser: TestBrowser
let tab: TestTab

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  browser = new TestBrowser({ clock })
  tab = browser.openTab()
})

interface Page {
  readonly session: Session
  /** The user presses a key. */
  readonly press: () => void
}

/** Loads the app in a tab, as it starts where idle users are signed out. */
async function open(page: TestTab, path: string): Promise<Page> {
  const platform = page.load(path)
  const session = createSession(config, platform)
  let press = () => {}
  await startWithIdle(session, platform, config, new URL(path, appOrigin), null, (listener) => {
    press = listener
  })
  return { session, press: () => press() }
}

async function signIn(page = tab): Promise<Page> {
  const path = await callbackPath(pool, page)
  return open(page, path)
}

const after = ({ session }: Page) => {
  const state = session.state()
  return state.status === 'signed-out' ? state.after : state.status
}

describe('a user who does not use the app', () => {
  it('is warned a minute before, and then signed out at Cognito too', async () => {
    const page = await signIn()
    await clock.advance(14 * minuteMs - 1)
    expect(signedIn(page.session).idleEndsAtMs).toBeNull()
    await clock.advance(1)
    expect(signedIn(page.session).idleEndsAtMs).toBe(clock.wallMs() + minuteMs)
    await clock.advance(minuteMs - 1)
    expect(after(page)).toBe('signed-in')
    await clock.advance(1)
    expect(after(page)).toBe('idle')
    expect(lastDeparture(tab).pathname).toBe('/logout')
    expect(pool.requests().some(({ path }) => path === '/oauth2/revoke')).toBe(true)
  })

  it('stays signed in after one key, also during the warning', async () => {
    const page = await signIn()
    await clock.advance(14.5 * minuteMs)
    page.press()
    expect(signedIn(page.session).idleEndsAtMs).toBeNull()
    await clock.advance(13 * minuteMs)
    page.press()
    await clock.advance(13.5 * minuteMs)
    expect(after(page)).toBe('signed-in')
  })

  it('is signed out after a refresh of the tokens, which is no use of the app', async () => {
    const page = await signIn()
    await clock.advance(10 * minuteMs)
    await page.session.refresh()
    await clock.advance(5 * minuteMs)
    expect(after(page)).toBe('idle')
  })

  it('is not signed out by a clock that is set back', async () => {
    const page = await signIn()
    clock.jumpWall(-60 * minuteMs)
    await clock.advance(14 * minuteMs)
    expect(after(page)).toBe('signed-in')
  })

  it('is not signed out for good: the next sign-in returns to the place with the draft', async () => {
    const page = await signIn()
    tab.path = '/orders/7?tab=2#note'
    page.session.writeDraft('note', 'half a sentence')
    await clock.advance(idleSignOutMs)
    expect(after(page)).toBe('idle')
    // The hosted UI returns to the home page.
    const back = await open(tab, '/')
    expect(tab.address()).toBe('/orders/7?tab=2#note')
    expect(after(back)).toBe('idle')
    const again = await signIn()
    expect(again.session.readDraft('note')).toBe('half a sentence')
  })

  it('offline is signed out here, and the page says that the pool does not know', async () => {
    const page = await signIn()
    browser.setOnline(false)
    await clock.advance(idleSignOutMs + 10_000)
    expect(page.session.state()).toMatchObject({ status: 'signed-out', after: 'idle', poolWasTold: false })
  })
})

describe('two tabs', () => {
  it('count together: a key in one keeps the other signed in, and closes its warning', async () => {
    const first = await signIn()
    const second = await open(browser.openTab(), '/')
    await clock.advance(14.5 * minuteMs)
    expect(signedIn(second.session).idleEndsAtMs).not.toBeNull()
    first.press()
    await clock.advance(0)
    expect(signedIn(second.session).idleEndsAtMs).toBeNull()
    await clock.advance(10 * minuteMs)
    expect(after(second)).toBe('signed-in')
  })

  it('are both signed out, and only the visible one leaves for the hosted UI', async () => {
    const first = await signIn()
    const other = browser.openTab()
    const second = await open(other, '/account')
    tab.hide()
    await clock.advance(idleSignOutMs + 10_000)
    expect([after(first), after(second)]).toEqual(['idle', 'idle'])
    expect(other.departures).toHaveLength(1)
    expect(tab.departures.filter((url) => url.includes('/logout'))).toEqual([])
    expect(tab.address()).not.toBe('/')
  })
})

it('a tab whose timer is late still knows that the user was idle, and keeps the draft', async () => {
  const first = await signIn()
  first.session.writeDraft('note', 'half a sentence')
  await clock.advance(14.5 * minuteMs)
  // Another tab, whose timer came first.
  browser.localStorage.removeItem(`toyseven.marker.${config.clientId}`)
  tab.noticeStorage()
  await clock.advance(talkMs)
  expect(after(first)).toBe('idle')
})

it('a session without a noted use counts from the start of the page', async () => {
  await signIn()
  browser.localStorage.removeItem(`toyseven.activity.${config.clientId}`)
  const page = await open(tab, '/account')
  await clock.advance(idleSignOutMs)
  expect(after(page)).toBe('idle')
})

describe('a page that was not running', () => {
  it('shows no user when the laptop wakes up after a longer sleep', async () => {
    const page = await signIn()
    clock.sleep(20 * minuteMs)
    tab.wake()
    expect(after(page)).toBe('idle')
  })

  it('shows no user when it is opened again later, and signs out at Cognito', async () => {
    const page = await signIn()
    expect(after(page)).toBe('signed-in')
    tab.unload()
    clock.sleep(20 * minuteMs)
    const states: string[] = []
    const platform = tab.load('/account')
    const session = createSession(config, platform)
    session.subscribe(() => states.push(session.state().status))
    await startWithIdle(session, platform, config, new URL('/account', appOrigin), null, () => {})
    expect(states).not.toContain('signed-in')
    expect(lastDeparture(tab).pathname).toBe('/logout')
    const back = await open(tab, '/')
    expect([after(back), tab.address()]).toEqual(['idle', '/account'])
  })

  it('signs the user in who comes back from the hosted UI after that time', async () => {
    const before = await signIn()
    await before.session.signIn({ prompt: 'login', returnTo: '/account' })
    clock.sleep(20 * minuteMs)
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'jordan@example.com')
    const page = await open(tab, callback.slice(appOrigin.length))
    expect(signedIn(page.session).person.email).toBe('jordan@example.com')
    expect(stored(tab)).not.toContain('idle-place')
  })

  it('is restored after a shorter time', async () => {
    await signIn()
    tab.unload()
    clock.sleep(10 * minuteMs)
    expect(after(await open(tab, '/account'))).toBe('signed-in')
  })
})

describe('a click on Sign out', () => {
  it('is no idle sign-out: the drafts are gone', async () => {
    const page = await signIn()
    page.session.writeDraft('note', 'half a sentence')
    await page.session.signOut()
    expect(after(page)).toBe('sign-out')
    expect(after(await open(tab, '/'))).toBe('nothing')
  })
})

describe('an app without VITE_IDLE_SIGN_OUT', () => {
  it('keeps its user signed in', async () => {
    const session = await load(tab, await callbackPath(pool, tab))
    await clock.advance(50 * minuteMs)
    expect(session.state().status).toBe('signed-in')
  })
})
