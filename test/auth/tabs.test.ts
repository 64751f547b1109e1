import { beforeEach, describe, expect, it } from 'vitest'
import { localClientId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { stored } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { settle, TestClock } from '../support/test-clock.ts'
import { shown, signInAs, talkMs, visit } from '../support/visits.ts'

const network = joinNetwork()
const minseo = 'minseo@example.com'
const jordan = 'jordan@example.com'
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

describe('a tab opened while another is signed in', () => {
  it('shows who it is without leaving the app or asking the pool', async () => {
    await signInAs(pool, browser)
    const typed = await visit(browser, '/account?x=1')
    expect(shown(typed)).toBe(minseo)
    expect(typed.tab.departures).toEqual([])
    expect(tokenCalls()).toBe(1)
  })

  it.each(['duplicated', 'opened by a link'])('does so at once when it is %s', async () => {
    const first = await signInAs(pool, browser)
    const second = await visit(browser, '/account', browser.duplicate(first.tab))
    expect(shown(second)).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })

  it('does so in fifty tabs', async () => {
    await signInAs(pool, browser)
    for (let opened = 1; opened < 50; opened += 1) expect(shown(await visit(browser))).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })

  it('finds nobody any more once the last tab is closed', async () => {
    const { tab } = await signInAs(pool, browser)
    tab.close()
    expect(shown(await visit(browser))).toBe('signed-out after nothing')
  })

  it('finds the session again after the last tab where it is kept in the browser', async () => {
    const config = { storage: 'browser' } as const
    const { tab } = await signInAs(pool, browser, minseo, { config })
    tab.close()
    expect(shown(await visit(browser, '/account', browser.openTab(), config))).toBe(minseo)
  })

  it('asks nobody and waits for nobody where nobody has signed in', async () => {
    await visit(browser, '/')
    const tab = browser.openTab()
    const { session } = await Promise.race([visit(browser, '/', tab), settle().then(() => visit(browser, '/', tab))])
    expect(session.state()).toMatchObject({ status: 'signed-out', after: 'nothing' })
  })

  it('that is signed out follows when another tab signs in', async () => {
    const waiting = await visit(browser, '/')
    await signInAs(pool, browser)
    expect(shown(waiting)).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })
})

describe('sign-out', () => {
  it('A61: reaches every tab within a second, and none of them sends a request for it', async () => {
    const first = await signInAs(pool, browser)
    const others = [await visit(browser), await visit(browser), await visit(browser)]
    others[0]?.tab.hide()
    await first.session.signOut()
    await settle()
    for (const other of others) {
      expect(shown(other)).toBe('signed-out after sign-out')
      expect(stored(other.tab)).toBe('')
      expect(await other.session.accessToken()).toEqual({ ok: false, problem: { kind: 'session-expired' } })
    }
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(tokenCalls()).toBe(1)
  })

  it('A61: is noticed before a token is handed out, even where no message has come', async () => {
    const silent = new TestBrowser({ clock, without: ['channel'] })
    const first = await signInAs(pool, silent)
    const second = await visit(silent, '/account', silent.duplicate(first.tab))
    expect((await second.session.accessToken()).ok).toBe(true)
    const leaving = first.session.signOut()
    const token = await second.session.accessToken()
    expect(token).toEqual({ ok: false, problem: { kind: 'session-expired' } })
    await leaving
  })

  it('A63, A64: a page that was frozen or cached shows nothing of the person from the moment it is back', async () => {
    const first = await signInAs(pool, browser)
    const frozen = await visit(browser)
    frozen.tab.freeze()
    await first.session.signOut()
    await clock.advance(talkMs)
    expect(shown(frozen)).toBe(minseo)
    frozen.tab.thaw()
    expect(shown(frozen)).toBe('signed-out after sign-out')
  })

  it('A64: a page whose messages are lost in the cache sees it too', async () => {
    const silent = new TestBrowser({ clock, without: ['channel'] })
    const first = await signInAs(pool, silent)
    const cached = await visit(silent, '/account', silent.duplicate(first.tab))
    cached.tab.hide()
    await first.session.signOut()
    cached.tab.show()
    expect(shown(cached)).toBe('signed-out after sign-out')
  })

  it('F27: reaches the other tabs without BroadcastChannel', async () => {
    const silent = new TestBrowser({ clock, without: ['channel'] })
    const first = await signInAs(pool, silent)
    const second = await visit(silent, '/account', silent.duplicate(first.tab))
    await first.session.signOut()
    await settle()
    expect(shown(second)).toBe('signed-out after sign-out')
  })

  it('F27: reaches the other tabs with nothing but BroadcastChannel', async () => {
    const poor = new TestBrowser({ clock, without: ['browser-storage'] })
    const first = await signInAs(pool, poor)
    const second = await visit(poor, '/account')
    expect(shown(second)).toBe(minseo)
    await first.session.signOut()
    await settle()
    expect(shown(second)).toBe('signed-out after sign-out')
    expect(stored(second.tab)).toBe('')
  })

  it('leaves a tab that was put away and comes back signed out, with nothing in its storage', async () => {
    const first = await signInAs(pool, browser)
    const discarded = await visit(browser)
    discarded.tab.unload()
    await first.session.signOut()
    const revived = await visit(browser, '/account', discarded.tab)
    expect(shown(revived)).toBe('signed-out after nothing')
    expect(stored(discarded.tab)).toBe('')
  })

  it('A65: needs a click inside the app: no address signs anybody out', async () => {
    const { tab } = await signInAs(pool, browser)
    for (const path of ['/logout', '/signout', '/?logout=1', '/logout?logout_uri=https://evil.test']) {
      expect(shown(await visit(browser, path, tab))).toBe(minseo)
    }
    expect(network.countOf('/oauth2/revoke')).toBe(0)
  })
})

describe('another sign-in', () => {
  it('A62, A43: of another person clears what the first one saw, and says so', async () => {
    const second = await visit(browser, '/')
    const third = await visit(browser, '/')
    const first = await signInAs(pool, browser, minseo)
    const seen: (string | null)[] = []
    first.session.subscribe(() => seen.push(shown(first)))
    await signInAs(pool, browser, jordan, { tab: second.tab })
    await clock.advance(talkMs)
    expect(shown(first)).toBe('signed-out after other-person')
    expect(seen).not.toContain(jordan)
    expect(await first.session.accessToken()).toEqual({ ok: false, problem: { kind: 'session-expired' } })
    expect(shown(third)).toBe('signed-out after other-person')
    expect(stored(first.tab)).not.toContain('access_token')
    expect(shown(await visit(browser, '/account', first.tab))).toBe(jordan)
  })

  it('A62: of another person, begun before the first was there, leaves the first refresh token worthless', async () => {
    const second = await visit(browser, '/')
    await second.session.signIn()
    const first = await signInAs(pool, browser, minseo)
    const { refresh_token = '' } = (await first.session.userManager.getUser()) ?? {}
    const callback = await createVisitor(pool).signIn(second.tab.departures[0] ?? '', jordan)
    expect(shown(await visit(browser, callback.slice(appOrigin.length), second.tab))).toBe(jordan)
    await clock.advance(talkMs)
    expect(shown(first)).toBe('signed-out after other-person')
    const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: localClientId, refresh_token })
    expect((await fetch(tokenUrl, { method: 'POST', body })).status).toBe(400)
  })

  it('A62: hides what the first one saw while it looks who it is now', async () => {
    const second = await visit(browser, '/')
    const first = await signInAs(pool, browser, minseo)
    first.tab.freeze()
    await signInAs(pool, browser, jordan, { tab: second.tab })
    first.tab.thaw()
    expect(shown(first)).toBe('restoring')
    await clock.advance(talkMs)
    expect(shown(first)).toBe('signed-out after other-person')
  })

  it('of the same person goes on by itself', async () => {
    const second = await visit(browser, '/')
    const first = await signInAs(pool, browser)
    const again = await signInAs(pool, browser, minseo, { tab: second.tab })
    await clock.advance(talkMs)
    expect(shown(first)).toBe(minseo)
    const [a, b] = await Promise.all([first, again].map(async ({ session }) => session.userManager.getUser()))
    expect(a?.access_token).toBe(b?.access_token)
  })
})

describe('messages of others in this origin', () => {
  it('A71: ten thousand of them make no token request, sign nobody in and nobody out', async () => {
    const { session, tab } = await signInAs(pool, browser)
    const bystander = await visit(browser, '/', browser.openTab())
    const attacker = browser.openTab()
    const seen = new Set<string>()
    session.subscribe(() => seen.add(session.state().status))
    const fakes = [
      null,
      'signed-out',
      { type: 'session-changed', from: 'x' },
      { type: 'signed-out' },
      { type: ['signed-out'] },
    ]
    const answers = [{ type: 'response', id: 'x', record: '{"access_token":"evil"}' }, { type: 'response' }]
    for (let round = 0; round < 10_000 / 7; round += 1)
      for (const message of [...fakes, ...answers]) browser.tell(attacker, message)
    await clock.advance(10_000)
    expect(shown({ session, tab })).toBe(minseo)
    expect([...seen]).toEqual([])
    expect(shown(bystander)).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })

  it('A71: an answer that nobody asked for, or of another issuer, is not taken', async () => {
    const { tab } = await signInAs(pool, browser)
    const record = JSON.parse(tab.sessionStorage.getItem(tab.sessionStorage.key(0) ?? '') ?? '')
    tab.close()
    const heard: Record<string, unknown>[] = []
    const attacker = browser.openTab()
    attacker.load('/').channel?.onMessage((message) => heard.push(message as Record<string, unknown>))
    const victim = browser.openTab()
    const visiting = visit(browser, '/account', victim)
    await settle()
    const { id } = heard.find(({ type }) => type === 'request') ?? {}
    const forged = JSON.stringify({ ...record, profile: { ...record.profile, iss: 'https://evil.test' } })
    browser.tell(attacker, { type: 'response', id, record: forged })
    browser.tell(attacker, { type: 'response', id: 'another', record: JSON.stringify(record) })
    expect(shown(await visiting)).toBe('signed-out after nothing')
  })

  it('carry no token but to a tab that asked', async () => {
    const heard: unknown[] = []
    browser
      .openTab()
      .load('/')
      .channel?.onMessage((message) => heard.push(message))
    const { session } = await signInAs(pool, browser)
    const refreshing = session.refresh()
    await clock.advance(1_000)
    await refreshing
    await session.signOut()
    await settle()
    expect(JSON.stringify(heard)).toContain('session-changed')
    expect(JSON.stringify(heard)).not.toContain('token')
  })
})
