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

/** Without the one that traded the code. */
const refreshes = () => network.countOf('/oauth2/token') - 1
const failWith = (answer: Parameters<typeof http.post>[1]) => network.server.use(http.post(tokenUrl, answer))
const unreachable = () => failWith(() => HttpResponse.error())

describe('a tab that somebody looks at', () => {
  it('renews before the access token ends, by itself, hour after hour', async () => {
    const { session } = await signInAs(pool, browser)
    for (let hour = 1; hour <= 8; hour += 1) {
      await clock.advance(hourMs - 70_000)
      expect(refreshes()).toBe(hour)
      expect(session.timeLeftMs()).toBeGreaterThan(58 * minuteMs)
    }
  })

  it('A72: does not do so in step with other clients', async () => {
    const moments: number[] = []
    for (const random of [0, 0.4, 0.99]) {
      const lonely = new TestBrowser({ clock, without: ['channel'] })
      lonely.random = random
      const { session, tab } = await signInAs(pool, lonely)
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

  it('does not storm where tokens live ten seconds', async () => {
    pool.setAccessTokenLifetime(localClientId, 10)
    const { session } = await signInAs(pool, browser)
    await clock.advance(minuteMs)
    expect(session.state().status).toBe('signed-in')
    expect(refreshes()).toBeGreaterThan(5)
    expect(refreshes()).toBeLessThan(14)
  })
})

describe('a tab that nobody looks at', () => {
  it('F50: asks for nothing by itself, and renews when it is looked at', async () => {
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

  it('sets no timer, so that it costs nothing', async () => {
    const { tab } = await signInAs(pool, browser)
    expect(clock.timerCount).toBe(1)
    tab.hide()
    await clock.advance(minuteMs)
    expect(clock.timerCount).toBe(0)
  })

  it('gives a token to whoever asks', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(2 * hourMs)
    const asking = session.accessToken()
    await clock.advance(talkMs)
    expect((await asking).ok).toBe(true)
    expect(refreshes()).toBe(1)
  })
})

describe('sleep', () => {
  it('F12: past expiry: the next token is a new one', async () => {
    const { session } = await signInAs(pool, browser)
    const before = await session.accessToken()
    clock.sleep(2 * hourMs)
    const asking = session.accessToken()
    await clock.advance(talkMs)
    const after = await asking
    expect(after.ok).toBe(true)
    expect(after).not.toEqual(before)
  })

  it('F12: is noticed within half a minute where no event tells of it', async () => {
    await signInAs(pool, browser)
    clock.sleep(2 * hourMs)
    await clock.advance(31_000)
    expect(refreshes()).toBe(1)
  })

  it('F12: past expiry, without a network: waits', async () => {
    const { tab, session } = await signInAs(pool, browser)
    clock.sleep(2 * hourMs)
    expect(session.timeLeftMs()).toBe(0)
    browser.setOnline(false)
    tab.wake()
    await clock.advance(2_000)
    expect(signedIn(session).renewal).toBe('waiting')
  })

  it('F12: past the end of the refresh token: the page says so, and keeps the place', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.path = '/account?x=1#y'
    clock.sleep(31 * dayMs)
    tab.wake()
    await clock.advance(talkMs)
    expect(session.state()).toMatchObject({ problem: { kind: 'session-expired' }, returnTo: '/account?x=1#y' })
    expect(refreshes()).toBe(1)
  })

  it('of a minute, with the token about to end: is not trusted', async () => {
    const { session, tab } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(hourMs - 100_000)
    clock.sleep(60_000)
    const asking = session.accessToken()
    await clock.advance(talkMs)
    await asking
    expect(refreshes()).toBe(1)
  })
})

describe('a clock that is set during the session', () => {
  it.each([
    ['five minutes ahead', 5 * minuteMs],
    ['five minutes back', -5 * minuteMs],
    ['ten minutes back', -10 * minuteMs],
    ['a day back', -dayMs],
  ])('F13, F15: %s: changes nothing', async (_how, byMs) => {
    const { tab, session } = await signInAs(pool, browser)
    const left = session.timeLeftMs()
    clock.jumpWall(byMs)
    tab.wake()
    await clock.advance(minuteMs)
    expect(session.timeLeftMs()).toBe(left - minuteMs)
    expect(refreshes()).toBe(0)
  })

  it('F14: a day ahead: costs one request, and no sign-out', async () => {
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

  it('a day back, then loaded anew: costs one request', async () => {
    const { tab } = await signInAs(pool, browser)
    clock.jumpWall(-dayMs)
    const again = await visit(browser, '/account', tab)
    await clock.advance(minuteMs)
    expect(shown(again)).toBe(minseo)
    expect(refreshes()).toBe(1)
  })

  it('ten times to and fro: is no storm', async () => {
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

describe('a network that fails when a renewal is due', () => {
  const comeDue = (session: { timeLeftMs: () => number }) => clock.advance(session.timeLeftMs() - 70_000)

  it('F04: says nothing while the access token lives', async () => {
    const { session } = await signInAs(pool, browser)
    failWith(() => new HttpResponse(null, { status: 503 }))
    await comeDue(session)
    await clock.advance(40_000)
    expect(refreshes()).toBeGreaterThan(3)
    expect(signedIn(session).renewal).not.toBe('waiting')
    expect((await session.accessToken()).ok).toBe(true)
  })

  it.each([
    ['the network', () => HttpResponse.error()],
    ['a 503', () => new HttpResponse(null, { status: 503 })],
    ['a 429', () => new HttpResponse(null, { status: 429 })],
    ["Cognito's 400", () => HttpResponse.json({ __type: 'TooManyRequestsException' }, { status: 400 })],
    ['a hotel Wi-Fi page', () => HttpResponse.html('<h1>Wi-Fi</h1>')],
  ])('F04, F09, F56: %s: waits once the token has run out, and heals without a reload', async (_what, answer) => {
    const { tab, session } = await signInAs(pool, browser)
    failWith(answer)
    await comeDue(session)
    await clock.advance(3 * minuteMs)
    expect(signedIn(session).renewal).toBe('waiting')
    expect(refreshes()).toBeLessThan(25)
    network.server.resetHandlers()
    await clock.advance(95_000)
    expect(signedIn(session).renewal).toBe('idle')
    expect(shown({ tab, session })).toBe(minseo)
    expect((await session.accessToken()).ok).toBe(true)
  })

  it('F11: offline when due, back after two minutes: renews within five seconds', async () => {
    const { session } = await signInAs(pool, browser)
    browser.setOnline(false)
    await comeDue(session)
    await clock.advance(2 * minuteMs)
    expect(signedIn(session).renewal).toBe('waiting')
    browser.setOnline(true)
    await clock.advance(5_500)
    expect(signedIn(session).renewal).toBe('idle')
    expect(refreshes()).toBe(1)
  })

  it('F11: back in the middle of the tries: does not wait for the next one', async () => {
    const { session } = await signInAs(pool, browser)
    browser.setOnline(false)
    const refreshing = session.refresh()
    await clock.advance(8_000)
    browser.setOnline(true)
    await clock.advance(talkMs)
    expect(await refreshing).toEqual({ ok: true, value: undefined })
  })

  it('is not asked more often for being looked at again and again', async () => {
    const { tab, session } = await signInAs(pool, browser)
    failWith(() => HttpResponse.html('<h1>Wi-Fi</h1>'))
    await comeDue(session)
    const before = refreshes()
    for (let second = 0; second < 20; second += 1) {
      tab.wake()
      await clock.advance(1_000)
    }
    expect(refreshes() - before).toBeLessThanOrEqual(5)
  })

  it('A72: an app that calls and calls makes no storm of it', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(hourMs)
    failWith(() => HttpResponse.html('<h1>Wi-Fi</h1>'))
    for (let call = 0; call < 100; call += 1) {
      const asking = session.accessToken()
      await clock.advance(100)
      await asking
    }
    expect(refreshes()).toBeLessThanOrEqual(3)
  })

  it('F04: an app that asks for a token waits ten seconds at most', async () => {
    const { tab, session } = await signInAs(pool, browser)
    tab.hide()
    await clock.advance(hourMs)
    unreachable()
    const asking = session.accessToken()
    await clock.advance(10_000)
    expect(await asking).toEqual({ ok: false, problem: { kind: 'network' } })
  })

  it('F05: leaves a server alone for as long as it asks', async () => {
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

  it('F05: does not come back early for being looked at when it was asked to wait', async () => {
    const { tab, session } = await signInAs(pool, browser)
    failWith(() => new HttpResponse(null, { status: 429, headers: { 'Retry-After': '40' } }))
    await comeDue(session)
    const before = refreshes()
    for (let second = 0; second < 35; second += 1) {
      tab.wake()
      await clock.advance(1_000)
    }
    expect(before).toBe(1)
    expect(refreshes()).toBe(1)
  })
})
