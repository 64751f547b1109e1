import { http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { localClientId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { shown, signInAs, talkMs, visit } from '../support/visits.ts'

const network = joinNetwork()
const minseo = 'minseo@example.com'
const hourMs = 3600_000
let clock: TestClock
let pool: LocalPool
let browser: TestBrowser

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: 0 })
  browser = new TestBrowser({ clock })
})

const tokenCalls = () => network.countOf('/oauth2/token')

describe('a refresh across several tabs', () => {
  it.each([1, 5, 20])(
    'F22, A72: takes one request when %i tabs need a token at once, and all get it',
    async (count) => {
      const first = await signInAs(pool, browser)
      const tabs = [first]
      while (tabs.length < count) tabs.push(await visit(browser))
      for (const { tab } of tabs) tab.hide()
      await clock.advance(hourMs)
      const pending = Promise.all(tabs.map(({ session }) => session.accessToken()))
      await clock.advance(10_000)
      const tokens = (await pending).map((token) => token.ok && token.value)
      expect(new Set(tokens).size).toBe(1)
      expect(tokens[0]).toEqual(expect.any(String))
      expect(tokenCalls()).toBe(2)
    },
  )

  it('A69: never uses one refresh token in both a duplicated tab and its original', async () => {
    const first = await signInAs(pool, browser)
    const second = await visit(browser, '/account', browser.duplicate(first.tab))
    for (let round = 0; round < 5; round += 1) {
      const refreshing = Promise.all([first.session.refresh(), second.session.refresh()])
      await clock.advance(2_000)
      expect(await refreshing).toEqual([
        { ok: true, value: undefined },
        { ok: true, value: undefined },
      ])
    }
    expect(network.countOf('/oauth2/token')).toBe(6)
  })

  it('is announced to the other tabs, which show that another tab sent the request', async () => {
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    const refreshing = first.session.refresh()
    await clock.advance(talkMs)
    await refreshing
    expect(first.session.state()).toMatchObject({ renewed: { by: 'this-tab' } })
    expect(second.session.state()).toMatchObject({ renewed: { by: 'another-tab' } })
    expect(second.session.timeLeftMs()).toBe(first.session.timeLeftMs())
  })

  it('is passed on only by the tab that has the new tokens', async () => {
    const first = await signInAs(pool, browser)
    await visit(browser)
    await visit(browser)
    const received: unknown[] = []
    browser
      .openTab()
      .load('/')
      .channel?.onMessage((message) => received.push((message as { type: string }).type))
    const refreshing = first.session.refresh()
    await clock.advance(2_000)
    await refreshing
    expect(received.filter((type) => type === 'response')).toHaveLength(2)
  })

  it('F20: keeps a frozen tab signed in that missed a rotation, with the tokens of another tab', async () => {
    const first = await signInAs(pool, browser)
    const frozen = await visit(browser)
    frozen.tab.freeze()
    const refreshing = first.session.refresh()
    await clock.advance(talkMs)
    await refreshing
    frozen.tab.thaw()
    await clock.advance(hourMs - 60_000)
    expect(shown(frozen)).toBe(minseo)
    expect(shown(first)).toBe(minseo)
  })

  it('F20: restores a tab that Cognito refused when the tab with the newer token is thawed', async () => {
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    first.tab.freeze()
    const refreshing = second.session.refresh()
    await clock.advance(talkMs)
    await refreshing
    second.tab.freeze()
    first.tab.thaw()
    await clock.advance(2 * hourMs)
    expect(shown(first)).toBe('session-expired')
    second.tab.thaw()
    await clock.advance(5_000)
    expect([shown(first), shown(second)]).toEqual([minseo, minseo])
    expect(shown(await visit(browser))).toBe(minseo)
  })

  it('F18: ends a revoked session in all tabs with one request', async () => {
    const first = await signInAs(pool, browser)
    const second = await visit(browser, '/account?x=1')
    const third = await visit(browser)
    third.tab.hide()
    const { refresh_token } = (await first.session.userManager.getUser()) ?? {}
    const form = new URLSearchParams({ client_id: localClientId, token: refresh_token ?? '' })
    await fetch('http://127.0.0.1:9229/oauth2/revoke', { method: 'POST', body: form })
    const before = tokenCalls()
    const refreshing = first.session.refresh()
    await clock.advance(1_000)
    await refreshing
    expect([first, second, third].map(shown)).toEqual(['session-expired', 'session-expired', 'session-expired'])
    expect(second.session.state()).toMatchObject({ returnTo: '/account?x=1' })
    expect(tokenCalls() - before).toBe(1)
  })

  it('restores each other tab at its own path after the same user has signed in again', async () => {
    const first = await signInAs(pool, browser)
    const second = await visit(browser, '/account?x=1')
    await pool.fetch(new Request('http://127.0.0.1:9229/'))
    const { refresh_token } = (await first.session.userManager.getUser()) ?? {}
    const form = new URLSearchParams({ client_id: localClientId, token: refresh_token ?? '' })
    await fetch('http://127.0.0.1:9229/oauth2/revoke', { method: 'POST', body: form })
    const refreshing = first.session.refresh()
    await clock.advance(1_000)
    await refreshing
    await signInAs(pool, browser, minseo, { tab: first.tab })
    await clock.advance(talkMs)
    expect(shown(second)).toBe(minseo)
    expect(second.session.state()).toMatchObject({ arrival: '/account?x=1' })
  })

  it('of a replaced session fails and does not change the new session', async () => {
    const second = await visit(browser, '/')
    const first = await signInAs(pool, browser)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    network.server.use(http.post(tokenUrl, ({ request }) => released.then(() => pool.fetch(request)), { once: true }))
    const old = first.session.refresh()
    await clock.advance(talkMs)
    await signInAs(pool, browser, minseo, { tab: second.tab })
    await clock.advance(talkMs)
    const renewed = first.session.refresh()
    release()
    expect((await old).ok).toBe(false)
    await clock.advance(talkMs)
    expect((await renewed).ok).toBe(true)
    expect([first, second].map(shown)).toEqual([minseo, minseo])
  })

  it('with localStorage shares one record and one request between the tabs', async () => {
    const config = { storage: 'browser' } as const
    const first = await signInAs(pool, browser, minseo, { config })
    const second = await visit(browser, '/account', browser.openTab(), config)
    for (const { tab } of [first, second]) tab.hide()
    await clock.advance(hourMs)
    const pending = Promise.all([first.session.accessToken(), second.session.accessToken()])
    await clock.advance(1_000)
    const [a, b] = await pending
    expect(a).toEqual(b)
    expect(a?.ok).toBe(true)
    expect(tokenCalls()).toBe(2)
  })
})
