import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { localClientId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { signedIn } from '../support/app-tab.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { shown, signInAs, talkMs, visit } from '../support/visits.ts'

const network = joinNetwork()
const minseo = 'minseo@example.com'
const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
let clock: TestClock
let pool: LocalPool
let browser: TestBrowser

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  browser = new TestBrowser({ clock })
})

/** Counts the token requests without the one that exchanged the code. */
const refreshes = () => network.countOf('/oauth2/token') - 1
const failWith = (response: Parameters<typeof http.post>[1]) => network.server.use(http.post(tokenUrl, response))
const unreachable = () => failWith(() => HttpResponse.error())

describe('a visible tab', () => {
  it('refreshes by itself before the access token expires, every hour', async () => {
    const { session } = await signInAs(pool, browser)
    for (let hour = 1; hour <= 8; hour += 1) {
      await clock.advance(hourMs - 70_000)
      expect(refreshes()).toBe(hour)
      expect(session.timeLeftMs()).toBeGreaterThan(58 * minuteMs)
    }
  })

  it('A72: refreshes at a random time, so that clients do not refresh all at once', async () => {
    const moments: number[] = []
    for (const random of [0, 0.4, 0.99]) {
      const withoutChannel = new TestBrowser({ clock, without: ['channel'] })
      withoutChannel.random = random
      const { session, tab } = await signInAs(pool, withoutChannel)
      let left = session.timeLeftMs()
      while (session.timeLeftMs() <= left) {
        left = session.timeLeftMs()
        await clock.advance(1_000)
      }
      moments.push(left)
      tab.close()
    }
    expect(moments.every((left) => left >= minuteMs - 1_000 && left <= 91_000)).toBe(true)
    expect(Math.max(...moments) - Math.min(...moments)).toBeGreaterThan(25_000)
  })

  it('limits its requests when access tokens live ten seconds', async () => {
    pool.setAccessTokenLifetime(localClientId, 10)
    const { session } = await signInAs(pool, browser)
    await clock.advance(minuteMs)
    expect(session.state().status).toBe('signed-in')
    expect(refreshes()).toBeGreaterThan(5)
    expect(refreshes()).toBeLessThan(14)
  })
})

describe('a hidden tab', () => {
  it('F50: sends no request by itself, and refreshes when it becomes visible', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(5 * hourMs)
    expect(refreshes()).toBe(0)
    expect(shown({ tab, session })).toBe(minseo)
    tab.show()
    await clock.advance(talkMs)
    expect(refreshes()).toBe(1)
    expect(session.timeLeftMs()).toBeGreaterThan(59 * minuteMs)
    tab.hide()
    tab.show()
    await clock.advance(1_000)
    expect(refreshes()).toBe(1)
  })

  it('sets no timer', async () => {
    const { tab } = await signInAs(pool, browser)
    expect(clock.timerCount).toBe(1)
    tab.hide()
    await clock.advance(minuteMs)
    expect(clock.timerCount).toBe(0)
  })

  it('refreshes when the app requests an access token', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(2 * hourMs)
    const pending = session.accessToken()
    await clock.advance(talkMs)
    expect((await pending).ok).toBe(true)
    expect(refreshes()).toBe(1)
  })
})

describe('sleep of the device', () => {
  it('F12: past the expiry leads to a new access token', async () => {
    const { session } = await signInAs(pool, browser)
    const before = await session.accessToken()
    clock.sleep(2 * hourMs)
    const pending = session.accessToken()
    await clock.advance(talkMs)
    const after = await pending
    expect(after.ok).toBe(true)
    expect(after).not.toEqual(before)
  })

  it('F12: is detected within half a minute when no event reports it', async () => {
    await signInAs(pool, browser)
    clock.sleep(2 * hourMs)
    await clock.advance(31_000)
    expect(refreshes()).toBe(1)
  })

  it('F12: past the expiry without a network leaves the refresh waiting', async () => {
    const { tab, session } = await signInAs(pool, browser)
    clock.sleep(2 * hourMs)
    expect(session.timeLeftMs()).toBe(0)
    browser.setOnline(false)
    tab.wake()
    await clock.advance(2_000)
    expect(signedIn(session).renewal).toBe('waiting')
  })

  it('F12: past the lifetime of the refresh token leads to session-expired and keeps the path', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.path = '/account?x=1#y'
    clock.sleep(31 * dayMs)
    tab.wake()
    await clock.advance(talkMs)
    expect(session.state()).toMatchObject({ problem: { kind: 'session-expired' }, returnTo: '/account?x=1#y' })
    expect(refreshes()).toBe(1)
  })

  it('of a minute, with a token that is about to expire: leads to a new access token', async () => {
    const { session, tab } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(hourMs - 100_000)
    clock.sleep(60_000)
    const pending = session.accessToken()
    await clock.advance(talkMs)
    await pending
    expect(refreshes()).toBe(1)
  })
})

describe('a clock that is set during the session', () => {
  it.each([
    ['five minutes ahead', 5 * minuteMs],
    ['five minutes back', -5 * minuteMs],
    ['ten minutes back', -10 * minuteMs],
    ['a day back', -dayMs],
  ])('F13, F15: %s causes no request and no other expiry', async (_how, byMs) => {
    const { tab, session } = await signInAs(pool, browser)
    const left = session.timeLeftMs()
    clock.jumpWall(byMs)
    tab.wake()
    await clock.advance(minuteMs)
    expect(session.timeLeftMs()).toBe(left - minuteMs)
    expect(refreshes()).toBe(0)
  })

  it('F14: a day ahead causes one request and no sign-out', async () => {
    const { tab, session } = await signInAs(pool, browser)
    clock.jumpWall(dayMs)
    for (let round = 0; round < 10; round += 1) {
      tab.wake()
      await clock.advance(10_000)
    }
    expect(refreshes()).toBe(1)
    expect(shown({ tab, session })).toBe(minseo)
    expect(session.timeLeftMs()).toBeGreaterThan(58 * minuteMs)
  })

  it('a day back, before a reload: causes one request', async () => {
    const { tab } = await signInAs(pool, browser)
    clock.jumpWall(-dayMs)
    const again = await visit(browser, '/account', tab)
    await clock.advance(minuteMs)
    expect(shown(again)).toBe(minseo)
    expect(refreshes()).toBe(1)
  })

  it('ten times ahead and back: causes two requests at most', async () => {
    const { tab, session } = await signInAs(pool, browser)
    for (let round = 0; round < 10; round += 1) {
      clock.jumpWall(round % 2 === 0 ? dayMs : -dayMs)
      tab.wake()
      await clock.advance(1_000)
    }
    expect(refreshes()).toBeLessThanOrEqual(2)
    expect(shown({ tab, session })).toBe(minseo)
  })
})

describe('a refresh that fails', () => {
  const waitUntilDue = (session: { timeLeftMs: () => number }) => clock.advance(session.timeLeftMs() - 70_000)

  it('F04: is not shown while the access token is valid', async () => {
    const { session } = await signInAs(pool, browser)
    failWith(() => new HttpResponse(null, { status: 503 }))
    await waitUntilDue(session)
    await clock.advance(40_000)
    expect(refreshes()).toBeGreaterThan(3)
    expect(signedIn(session).renewal).not.toBe('waiting')
    expect((await session.accessToken()).ok).toBe(true)
  })

  it.each([
    ['a network error', () => HttpResponse.error()],
    ['a 503', () => new HttpResponse(null, { status: 503 })],
    ['a 429', () => new HttpResponse(null, { status: 429 })],
    ["Cognito's 400", () => HttpResponse.json({ __type: 'TooManyRequestsException' }, { status: 400 })],
    ['a hotel Wi-Fi page', () => HttpResponse.html('<h1>Wi-Fi</h1>')],
  ])(
    'F04, F09, F56: after %s waits once the token has expired, and succeeds later without a reload',
    async (_what, response) => {
      const { tab, session } = await signInAs(pool, browser)
      failWith(response)
      await waitUntilDue(session)
      await clock.advance(3 * minuteMs)
      expect(signedIn(session).renewal).toBe('waiting')
      expect(refreshes()).toBeLessThan(25)
      network.server.resetHandlers()
      await clock.advance(95_000)
      expect(signedIn(session).renewal).toBe('idle')
      expect(shown({ tab, session })).toBe(minseo)
      expect((await session.accessToken()).ok).toBe(true)
    },
  )

  it('F11: succeeds within five seconds when the network is back after two minutes', async () => {
    const { session } = await signInAs(pool, browser)
    browser.setOnline(false)
    await waitUntilDue(session)
    await clock.advance(2 * minuteMs)
    expect(signedIn(session).renewal).toBe('waiting')
    browser.setOnline(true)
    await clock.advance(5_500)
    expect(signedIn(session).renewal).toBe('idle')
    expect(refreshes()).toBe(1)
  })

  it('F11: is retried at once when the network is back between two attempts', async () => {
    const { session } = await signInAs(pool, browser)
    browser.setOnline(false)
    const refreshing = session.refresh()
    await clock.advance(8_000)
    browser.setOnline(true)
    await clock.advance(talkMs)
    expect(await refreshing).toEqual({ ok: true, value: undefined })
  })

  it('is not retried more often when the tab wakes again and again', async () => {
    const { tab, session } = await signInAs(pool, browser)
    failWith(() => HttpResponse.html('<h1>Wi-Fi</h1>'))
    await waitUntilDue(session)
    const before = refreshes()
    for (let second = 0; second < 20; second += 1) {
      tab.wake()
      await clock.advance(1_000)
    }
    expect(refreshes() - before).toBeLessThanOrEqual(5)
  })

  it('A72: sends three requests at most when the app requests a token again and again', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(hourMs)
    failWith(() => HttpResponse.html('<h1>Wi-Fi</h1>'))
    for (let call = 0; call < 100; call += 1) {
      const pending = session.accessToken()
      await clock.advance(100)
      await pending
    }
    expect(refreshes()).toBeLessThanOrEqual(3)
  })

  it('F04: delays a token request of the app by ten seconds at most', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(hourMs)
    unreachable()
    const pending = session.accessToken()
    await clock.advance(10_000)
    expect(await pending).toEqual({ ok: false, problem: { kind: 'network' } })
  })

  it('F05: is not retried before the time in Retry-After', async () => {
    const { session } = await signInAs(pool, browser)
    failWith(() => new HttpResponse(null, { status: 429, headers: { 'Retry-After': '7' } }))
    const refreshing = session.refresh()
    await clock.advance(talkMs)
    expect(refreshes()).toBe(1)
    await clock.advance(6_000)
    expect(refreshes()).toBe(1)
    await clock.advance(1_500)
    expect(refreshes()).toBe(2)
    await clock.advance(30_000)
    await refreshing
  })

  it('F05: is not retried before the time in Retry-After when the tab wakes', async () => {
    const { tab, session } = await signInAs(pool, browser)
    failWith(() => new HttpResponse(null, { status: 429, headers: { 'Retry-After': '40' } }))
    await waitUntilDue(session)
    const before = refreshes()
    for (let second = 0; second < 35; second += 1) {
      tab.wake()
      await clock.advance(1_000)
    }
    expect(before).toBe(1)
    expect(refreshes()).toBe(1)
  })
})
