import { delay, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { localClientId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createSession } from '../../src/auth/session/session.ts'
import type { Platform } from '../../src/browser/platform.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure, load, problemKind, signIn, stored } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { keysOf, keyWith, fill, fullStorage } from '../support/memory-storage.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { openTab, TestBrowser } from '../support/test-browser.ts'
import { settle, TestClock } from '../support/test-clock.ts'
import { open, shown, signInAs, talkMs, visit } from '../support/visits.ts'

const network = joinNetwork()
const minseo = 'minseo@example.com'
const hourMs = 3600_000
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const refreshes = () => network.countOf('/oauth2/token') - 1

describe('Web Locks', () => {
  it('missing: a tab still refreshes', async () => {
    const browser = new TestBrowser({ clock, without: ['locks'] })
    const { session } = await signInAs(pool, browser)
    const refreshing = session.refresh()
    await clock.advance(talkMs)
    expect((await refreshing).ok).toBe(true)
  })

  it('missing: two tabs that refresh at once without a grace period both stay signed in', async () => {
    pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: 0 })
    const browser = new TestBrowser({ clock, without: ['locks'] })
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    const refreshing = Promise.all([first.session.refresh(), second.session.refresh()])
    await clock.advance(5_000)
    expect((await refreshing).map(({ ok }) => ok)).toEqual([true, true])
    expect([first, second].map(shown)).toEqual([minseo, minseo])
  })

  it('missing: a tab whose refresh is refused waits for the tokens of the other tab', async () => {
    pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: 0 })
    const browser = new TestBrowser({ clock, without: ['locks'] })
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const statuses: number[] = []
    network.server.use(
      http.post(tokenUrl, async ({ request }) => {
        const response = await pool.fetch(request)
        statuses.push(response.status)
        if (statuses.length === 1) await released
        return response
      }),
    )
    const refreshing = Promise.all([first.session.refresh(), second.session.refresh()])
    await clock.advance(talkMs)
    expect(statuses).toEqual([200, 400])
    release()
    await settle()
    await clock.advance(2_000)
    expect((await refreshing).map(({ ok }) => ok)).toEqual([true, true])
    expect(statuses).toHaveLength(2)
  })

  it('refused, as with blocked cookies: a tab still refreshes', async () => {
    const { tab } = await signIn(pool, { tab: openTab({ clock }) })
    const refused = () => Promise.reject(new DOMException('Refused.', 'SecurityError'))
    const world: Platform = { ...tab.load('/account'), locks: { request: refused, query: refused } }
    const session = createSession(localConfig, { ...world, fetch: (url, init) => clock.track(fetch(url, init)) })
    await session.start(new URL('/account', appOrigin))
    expect((await session.refresh()).ok).toBe(true)
  })

  it('held by a page that hangs: another tab takes the lock after 15 s', async () => {
    const browser = new TestBrowser({ clock })
    const { session } = await signInAs(pool, browser)
    const hung = browser.openTab().load('/')
    void hung.locks?.request(`toyseven.refresh.${localClientId}`, {}, () => new Promise(() => {})).catch(() => {})
    const refreshing = session.refresh()
    await clock.advance(14_000)
    expect(refreshes()).toBe(0)
    await clock.advance(2_000)
    expect(await refreshing).toEqual({ ok: true, value: undefined })
    expect(refreshes()).toBe(1)
  })

  it('held by one tab after another while the network hangs: only one request runs at a time', async () => {
    const browser = new TestBrowser({ clock })
    const tabs = [await signInAs(pool, browser), await visit(browser), await visit(browser), await visit(browser)]
    for (const { tab } of tabs) tab.hide()
    let most = 0
    let inFlight = 0
    network.server.use(
      http.post(tokenUrl, async ({ request }) => {
        inFlight += 1
        most = Math.max(most, inFlight)
        request.signal.addEventListener('abort', () => (inFlight -= 1))
        await delay('infinite')
      }),
    )
    const refreshing = Promise.all(tabs.map(({ session }) => session.refresh()))
    await clock.advance(60_000)
    expect((await refreshing).map((result) => result.ok || result.problem.kind)).toEqual(Array(4).fill('timeout'))
    expect(most).toBe(1)
    expect(tabs.map(shown)).toEqual(Array(4).fill(minseo))
  })

  it('are released when the tab that holds the lock is closed during a request', async () => {
    const browser = new TestBrowser({ clock })
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    network.server.use(http.post(tokenUrl, () => delay('infinite'), { once: true }))
    void first.session.refresh()
    await clock.advance(2_000)
    first.tab.close()
    const refreshing = second.session.refresh()
    await clock.advance(2_000)
    expect((await refreshing).ok).toBe(true)
  })
})

describe('storage', () => {
  it('that is full: the session is in the memory of the page and of the tabs that request it', async () => {
    const browser = new TestBrowser({ clock })
    const before = await visit(browser, '/')
    await before.session.signIn()
    const callback = await signInOnPoolPages(before.tab.departures[0] ?? '')
    fill(before.tab.sessionStorage)
    fill(browser.localStorage)
    const first = await visit(browser, callback, before.tab)
    expect(shown(first)).toBe(minseo)
    const second = await visit(browser)
    expect(shown(second)).toBe(minseo)
    await first.session.signOut()
    await settle()
    expect(shown(second)).toBe('signed-out after sign-out')
  })

  it.each(['junk', '[]', '\u0000', 'x'.repeat(100_000), '0123456789abcdef0123456789abcdef ended soon'])(
    'with an invalid marker, %#: the session is kept',
    async (junk) => {
      const { tab } = await signIn(pool, { tab: openTab({ clock }) })
      const { localStorage } = tab.browser
      localStorage.setItem(keyWith(localStorage, 'toyseven.marker'), junk)
      expect(shown({ tab, session: await load(tab, '/account') })).toBe(minseo)
    },
  )

  it('with invalid text under every key of the app: the page works', async () => {
    const { tab } = await signIn(pool, { tab: openTab({ clock }) })
    for (const storage of [tab.sessionStorage, tab.browser.localStorage])
      for (const key of ['toyseven.drafts', 'toyseven.redirects', `oidc.${'0'.repeat(32)}`])
        storage.setItem(key, '{"a":[')
    const session = await load(tab, '/account')
    expect(shown({ tab, session })).toBe(minseo)
    expect(session.readDraft('note')).toBe('')
    await session.signIn({ isAutomatic: true })
    await departure(tab, 2)
  })

  it.each(['tab', 'browser'] as const)(
    'F24: blocked: the session shows storage-blocked before any redirect (%s)',
    async (storage) => {
      const tab = openTab({ clock, without: ['tab-storage', 'browser-storage', 'locks'] })
      const session = await load(tab, '/account', { storage })
      await session.signIn({ isAutomatic: true })
      expect(problemKind(session)).toBe('storage-blocked')
      expect(tab.departures).toEqual([])
    },
  )

  it('F24: blocked: a click while the page waits for other tabs keeps its problem on the page', async () => {
    const browser = new TestBrowser({ clock, without: ['tab-storage', 'browser-storage'] })
    const { session, started } = open(browser.openTab(), '/')
    expect(session.state().status).toBe('restoring')
    await session.signIn()
    await clock.advance(talkMs)
    await started
    expect(problemKind(session)).toBe('storage-blocked')
  })

  it('F26: lost during the sign-in: the session shows no-pending-sign-in and sends no token request', async () => {
    const tab = openTab({ clock })
    const session = await load(tab, '/')
    await session.signIn({ returnTo: '/account' })
    const callback = await signInOnPoolPages(tab.departures[0] ?? '')
    const emptied = openTab({ clock })
    expect(problemKind(await load(emptied, callback))).toBe('no-pending-sign-in')
    expect(network.countOf('/oauth2/token')).toBe(0)
  })

  it('F33: of an unfinished sign-in is removed by the next sign-in', async () => {
    const tab = openTab({ clock })
    await (await load(tab, '/')).signIn()
    const key = keysOf(tab.sessionStorage)[0] ?? ''
    const record = JSON.parse(tab.sessionStorage.getItem(key) ?? '{}')
    tab.sessionStorage.setItem(key, JSON.stringify({ ...record, created: record.created - 3_600 }))
    await (await load(tab, '/')).signIn()
    expect(stored(tab)).not.toContain(key)
  })

  it('that is full from the start: the session shows storage-blocked before any redirect', async () => {
    const tab = new TestBrowser({ clock, without: ['channel'] }).openTab(fullStorage())
    const session = await load(tab, '/')
    await session.signIn()
    expect(problemKind(session)).toBe('storage-blocked')
  })
})

describe('a refresh that is running during a sign-out', () => {
  it.each(['this tab', 'another tab'])(
    'in %s: does not restore the user, and its new refresh token is revoked',
    async (where) => {
      const browser = new TestBrowser({ clock })
      const first = await signInAs(pool, browser)
      const second = where === 'this tab' ? first : await visit(browser)
      let release = () => {}
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      const issued: string[] = []
      network.server.use(
        http.post(tokenUrl, async ({ request }) => {
          const response = await pool.fetch(request)
          issued.push((await response.clone().json()).refresh_token)
          await released
          return response
        }),
      )
      const refreshing = first.session.refresh()
      await clock.advance(talkMs)
      const leaving = second.session.signOut()
      await network.asked('/oauth2/revoke')
      await settle()
      // A redirect now would abort the refresh of this page, and its new token would stay valid without a revocation.
      const left = [first, second].map(({ tab }) => tab.departures.filter((url) => url.includes('/logout')).length)
      expect(left[0]).toBe(0)
      release()
      expect((await refreshing).ok).toBe(false)
      await clock.advance(3_000)
      await leaving
      expect([first, second].map(shown)).toEqual(Array(2).fill('signed-out after sign-out'))
      expect(stored(first.tab)).toBe('')
      network.server.resetHandlers()
      const form = { grant_type: 'refresh_token', client_id: localClientId, refresh_token: issued[0] ?? '' }
      expect((await fetch(tokenUrl, { method: 'POST', body: new URLSearchParams(form) })).status).toBe(400)
      expect(issued).toHaveLength(1)
    },
  )
})

describe('an old refresh token', () => {
  it('F19: is accepted from a late tab within the grace period', async () => {
    pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: 10 })
    const withoutChannel = new TestBrowser({ clock, without: ['channel'] })
    const first = await signInAs(pool, withoutChannel)
    const second = await visit(withoutChannel, '/account', withoutChannel.duplicate(first.tab))
    expect((await first.session.refresh()).ok).toBe(true)
    expect((await second.session.refresh()).ok).toBe(true)
  })

  it('F52: is not used after a sign-out, even if the pool did not confirm it', async () => {
    const { tab, session } = await signIn(pool, { tab: openTab({ clock }) })
    await session.signOut()
    const back = await load(tab, '/account')
    expect(back.state()).toMatchObject({ status: 'signed-out', after: 'nothing' })
    await clock.advance(hourMs)
    expect(refreshes()).toBe(0)
  })
})

async function signInOnPoolPages(authorizeUrl: string): Promise<string> {
  return (await createVisitor(pool).signIn(authorizeUrl, minseo)).slice(appOrigin.length)
}
