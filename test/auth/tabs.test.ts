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

describe('a new tab', () => {
  it('shows the user of another tab without a redirect and without a token request', async () => {
    await signInAs(pool, browser)
    const newTab = await visit(browser, '/account?x=1')
    expect(shown(newTab)).toBe(minseo)
    expect(newTab.tab.departures).toEqual([])
    expect(tokenCalls()).toBe(1)
  })

  it.each(['duplicated', 'opened by a link'])('shows the user at once when it is %s', async () => {
    const first = await signInAs(pool, browser)
    const second = await visit(browser, '/account', browser.duplicate(first.tab))
    expect(shown(second)).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })

  it('shows the user when up to fifty tabs are open', async () => {
    await signInAs(pool, browser)
    for (let opened = 1; opened < 50; opened += 1) expect(shown(await visit(browser))).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })

  it('is signed out after the last signed-in tab was closed', async () => {
    const { tab } = await signInAs(pool, browser)
    tab.close()
    expect(shown(await visit(browser))).toBe('signed-out after nothing')
  })

  it('restores the session after the last tab was closed when localStorage holds it', async () => {
    const config = { storage: 'browser' } as const
    const { tab } = await signInAs(pool, browser, minseo, { config })
    tab.close()
    expect(shown(await visit(browser, '/account', browser.openTab(), config))).toBe(minseo)
  })

  it('is signed out at once, without waiting for other tabs, when no user has signed in', async () => {
    await visit(browser, '/')
    const tab = browser.openTab()
    const { session } = await Promise.race([visit(browser, '/', tab), settle().then(() => visit(browser, '/', tab))])
    expect(session.state()).toMatchObject({ status: 'signed-out', after: 'nothing' })
  })

  it('that is signed out shows the user when another tab signs in', async () => {
    const waiting = await visit(browser, '/')
    await signInAs(pool, browser)
    expect(shown(waiting)).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })
})

describe('sign-out', () => {
  it('A61: reaches every tab within a second, and no other tab sends a request for it', async () => {
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

  it('A61: is detected before another tab returns a token, even without a message', async () => {
    const withoutChannel = new TestBrowser({ clock, without: ['channel'] })
    const first = await signInAs(pool, withoutChannel)
    const second = await visit(withoutChannel, '/account', withoutChannel.duplicate(first.tab))
    expect((await second.session.accessToken()).ok).toBe(true)
    const leaving = first.session.signOut()
    const token = await second.session.accessToken()
    expect(token).toEqual({ ok: false, problem: { kind: 'session-expired' } })
    await leaving
  })

  it('A63, A64: removes the user from a frozen or cached page as soon as the page is restored', async () => {
    const first = await signInAs(pool, browser)
    const frozen = await visit(browser)
    frozen.tab.freeze()
    await first.session.signOut()
    await clock.advance(talkMs)
    expect(shown(frozen)).toBe(minseo)
    frozen.tab.thaw()
    expect(shown(frozen)).toBe('signed-out after sign-out')
  })

  it('A64: removes the user from a cached page that received no message', async () => {
    const withoutChannel = new TestBrowser({ clock, without: ['channel'] })
    const first = await signInAs(pool, withoutChannel)
    const cached = await visit(withoutChannel, '/account', withoutChannel.duplicate(first.tab))
    cached.tab.hide()
    await first.session.signOut()
    cached.tab.show()
    expect(shown(cached)).toBe('signed-out after sign-out')
  })

  it('F27: reaches the other tabs without BroadcastChannel', async () => {
    const withoutChannel = new TestBrowser({ clock, without: ['channel'] })
    const first = await signInAs(pool, withoutChannel)
    const second = await visit(withoutChannel, '/account', withoutChannel.duplicate(first.tab))
    await first.session.signOut()
    await settle()
    expect(shown(second)).toBe('signed-out after sign-out')
  })

  it('F27: reaches the other tabs with BroadcastChannel alone', async () => {
    const withoutStorage = new TestBrowser({ clock, without: ['browser-storage'] })
    const first = await signInAs(pool, withoutStorage)
    const second = await visit(withoutStorage, '/account')
    expect(shown(second)).toBe(minseo)
    await first.session.signOut()
    await settle()
    expect(shown(second)).toBe('signed-out after sign-out')
    expect(stored(second.tab)).toBe('')
  })

  it('clears the storage of a discarded tab, and the tab is signed out when it is loaded again', async () => {
    const first = await signInAs(pool, browser)
    const discarded = await visit(browser)
    discarded.tab.unload()
    await first.session.signOut()
    const reloaded = await visit(browser, '/account', discarded.tab)
    expect(shown(reloaded)).toBe('signed-out after nothing')
    expect(stored(discarded.tab)).toBe('')
  })

  it('A65: needs a click inside the app; no URL signs the user out', async () => {
    const { tab } = await signInAs(pool, browser)
    for (const path of ['/logout', '/signout', '/?logout=1', '/logout?logout_uri=https://evil.test']) {
      expect(shown(await visit(browser, path, tab))).toBe(minseo)
    }
    expect(network.countOf('/oauth2/revoke')).toBe(0)
  })
})

describe('another sign-in', () => {
  it('A62, A43: by another user removes the first user from the page and shows the reason', async () => {
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

  it('A62: by another user, started before the first sign-in, revokes the first refresh token', async () => {
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

  it('A62: hides the first user while a thawed tab checks which user is signed in', async () => {
    const second = await visit(browser, '/')
    const first = await signInAs(pool, browser, minseo)
    first.tab.freeze()
    await signInAs(pool, browser, jordan, { tab: second.tab })
    first.tab.thaw()
    expect(shown(first)).toBe('restoring')
    await clock.advance(talkMs)
    expect(shown(first)).toBe('signed-out after other-person')
  })

  it('by the same user gives the new tokens to the other tab', async () => {
    const second = await visit(browser, '/')
    const first = await signInAs(pool, browser)
    const again = await signInAs(pool, browser, minseo, { tab: second.tab })
    await clock.advance(talkMs)
    expect(shown(first)).toBe(minseo)
    const [a, b] = await Promise.all([first, again].map(async ({ session }) => session.userManager.getUser()))
    expect(a?.access_token).toBe(b?.access_token)
  })
})

describe('messages between tabs of one origin', () => {
  it('A71: cause no token request, sign-in or sign-out when ten thousand of them are forged', async () => {
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
    const responses = [{ type: 'response', id: 'x', record: '{"access_token":"evil"}' }, { type: 'response' }]
    for (let round = 0; round < 10_000 / 7; round += 1)
      for (const message of [...fakes, ...responses]) browser.tell(attacker, message)
    await clock.advance(10_000)
    expect(shown({ session, tab })).toBe(minseo)
    expect([...seen]).toEqual([])
    expect(shown(bystander)).toBe(minseo)
    expect(tokenCalls()).toBe(1)
  })

  it('A71: are ignored when a response matches no request or names another issuer', async () => {
    const { tab } = await signInAs(pool, browser)
    const record = JSON.parse(tab.sessionStorage.getItem(tab.sessionStorage.key(0) ?? '') ?? '')
    tab.close()
    const received: Record<string, unknown>[] = []
    const attacker = browser.openTab()
    attacker.load('/').channel?.onMessage((message) => received.push(message as Record<string, unknown>))
    const victim = browser.openTab()
    const visiting = visit(browser, '/account', victim)
    await settle()
    const { id } = received.find(({ type }) => type === 'request') ?? {}
    const forged = JSON.stringify({ ...record, profile: { ...record.profile, iss: 'https://evil.test' } })
    browser.tell(attacker, { type: 'response', id, record: forged })
    browser.tell(attacker, { type: 'response', id: 'another', record: JSON.stringify(record) })
    expect(shown(await visiting)).toBe('signed-out after nothing')
  })

  it('contain no token unless a tab has requested one', async () => {
    const received: unknown[] = []
    browser
      .openTab()
      .load('/')
      .channel?.onMessage((message) => received.push(message))
    const { session } = await signInAs(pool, browser)
    const refreshing = session.refresh()
    await clock.advance(1_000)
    await refreshing
    await session.signOut()
    await settle()
    expect(JSON.stringify(received)).toContain('session-changed')
    expect(JSON.stringify(received)).not.toContain('token')
  })
})
