import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { lastDeparture, load, signedIn, signIn } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { joinNetwork } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'
import { fill, fullStorage, keysOf } from '../support/memory-storage.ts'
import { openTab, TestBrowser } from '../support/test-browser.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const newTab = () => openTab({ clock })
const pathOf = (callback: string) => callback.slice(appOrigin.length)

describe('the redirect to the hosted UI', () => {
  it('requests a code with PKCE, state and nonce, and no other request comes first', async () => {
    const tab = newTab()
    const session = await load(tab, '/')
    await session.signIn({ returnTo: '/account' })
    const { origin, pathname, searchParams } = lastDeparture(tab)
    expect(origin + pathname).toBe('http://127.0.0.1:9229/oauth2/authorize')
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'local-web-client',
      redirect_uri: 'http://localhost:3000/callback',
      response_type: 'code',
      scope: 'openid email profile',
      nonce: expect.stringMatching(/^[0-9a-f]{64}$/),
      state: expect.stringMatching(/^[0-9a-f]{32}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      lang: 'en',
    })
    expect(network.countOf('/oauth2/token') + network.countOf('/.well-known/openid-configuration')).toBe(0)
  })

  it('A08: has a new, long and random state, nonce and verifier in each of 500 sign-ins', async () => {
    const weak = vi.spyOn(Math, 'random')
    const tab = newTab()
    const session = await load(tab, '/')
    const verifiers: string[] = []
    for (let round = 0; round < 500; round += 1) {
      await session.signIn({ provider: `provider-${round}` })
      const pending = keysOf(tab.sessionStorage).filter((key) => /^oidc\.[0-9a-f]{32}$/.test(key))
      verifiers.push(...pending.map((key) => String(JSON.parse(tab.sessionStorage.getItem(key) ?? '{}').code_verifier)))
      for (const key of pending) tab.sessionStorage.removeItem(key)
    }
    const sent = (name: string) => tab.departures.map((url) => new URL(url).searchParams.get(name) ?? '')
    for (const values of [sent('state'), sent('nonce'), sent('code_challenge'), verifiers]) {
      expect(new Set(values).size).toBe(500)
    }
    expect(verifiers.filter((verifier) => !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier))).toEqual([])
    // Every digit of the nonce takes all 16 values. oidc-client-ts makes the state: a random UUID of 122 bits, in which
    // the version is fixed and the variant takes four values.
    const valuesOfDigits = (values: readonly string[]) =>
      Array.from({ length: values[0]?.length ?? 0 }, (_none, at) => new Set(values.map((value) => value[at])).size)
    expect(valuesOfDigits(sent('nonce'))).toEqual(Array.from({ length: 64 }, () => 16))
    const uuid = Array.from({ length: 32 }, (_none, at) => (at === 12 ? 1 : at === 16 ? 4 : 16))
    expect(valuesOfDigits(sent('state'))).toEqual(uuid)
    expect(weak).not.toHaveBeenCalled()
  })

  it('names the identity provider if the caller chose one', async () => {
    const tab = newTab()
    const session = await load(tab, '/')
    await session.signIn({ provider: 'Google' })
    expect(lastDeparture(tab).searchParams.get('identity_provider')).toBe('Google')
  })

  it('happens once when signIn() is called again before it has finished', async () => {
    const tab = newTab()
    const session = await load(tab, '/')
    await Promise.all([session.signIn(), session.signIn()])
    expect(tab.departures).toHaveLength(1)
  })

  it.each([
    ['refused', openTab({ without: ['tab-storage'] })],
    ['full', new TestBrowser({ without: ['channel'] }).openTab(fullStorage())],
  ])('F24: does not happen when storage is %s, and the session shows storage-blocked', async (_how, tab) => {
    const session = await load(tab, '/')
    await session.signIn({ returnTo: '/account' })
    expect(session.state()).toEqual({ status: 'failed', problem: { kind: 'storage-blocked' }, returnTo: '/account' })
    expect(tab.departures).toEqual([])
  })
})

describe('the return from the hosted UI', () => {
  it('exchanges the code once and signs the user in', async () => {
    const { session } = await signIn(pool, { tab: newTab(), email: 'admin@example.com' })
    expect(signedIn(session)).toEqual({
      status: 'signed-in',
      person: {
        subject: expect.any(String),
        name: '박서준',
        email: 'admin@example.com',
        picture: null,
        groups: ['admins', 'editors'],
        provider: null,
        linkedProviders: [],
      },
      scopes: ['openid', 'email', 'profile'],
      expiresAtMs: clock.wallMs() + 3600_000,
      renewal: 'idle',
      renewed: null,
      sessionEndsAtMs: null,
      isSignedInAgain: false,
      hasOldAuth: false,
      idleEndsAtMs: null,
      arrival: '/account',
    })
    expect(session.timeLeftMs()).toBe(3600_000)
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('F44: never requests the discovery document, since its server may be down', async () => {
    const paths: string[] = []
    network.server.events.on('request:start', ({ request }) => paths.push(new URL(request.url).pathname))
    const { session } = await signIn(pool, { tab: newTab() })
    await session.refresh()
    expect(paths.filter((path) => path.includes('openid-configuration'))).toEqual([])
    expect(paths).toContain('/oauth2/token')
  })

  it('A13: removes the code from the URL before the first request', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn()
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    const addresses: string[] = []
    network.server.events.on('request:start', () => addresses.push(tab.address()))
    await load(tab, pathOf(callback))
    expect(addresses.length).toBeGreaterThan(0)
    expect(new Set(addresses)).toEqual(new Set(['/callback']))
  })

  it('leads the user to the same path, query and hash as before', async () => {
    const { session } = await signIn(pool, { tab: newTab(), returnTo: '/account?tab=2&x=%20y#top' })
    expect(signedIn(session).arrival).toBe('/account?tab=2&x=%20y#top')
  })

  it('A44: never leads to another site', async () => {
    const { session } = await signIn(pool, { tab: newTab(), returnTo: '//evil.example' })
    expect(signedIn(session).arrival).toBe('/')
  })

  it('A46: checks the stored return path again before it is used', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ returnTo: '/account' })
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    const { sessionStorage } = tab
    const key = sessionStorage.key(0) ?? ''
    sessionStorage.setItem(key, sessionStorage.getItem(key)?.replace('"/account"', '"/..//evil.example"') ?? '')
    expect(signedIn(await load(tab, pathOf(callback))).arrival).toBe('/')
  })

  it('works with a callback URL that has no path', async () => {
    const { session, callback, tab } = await signIn(pool, { tab: newTab(), config: { redirectUri: appOrigin } })
    expect(callback).toMatch(/^\/?\?code=/)
    expect(signedIn(session).arrival).toBe('/account')
    expect(tab.address()).toBe('/')
  })

  it('gives a Google account the provider Google', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ provider: 'Google' })
    const callback = await createVisitor(pool).signInWithGoogle(lastDeparture(tab).href, 'haneul@gmail.com')
    const session = await load(tab, pathOf(callback))
    expect(signedIn(session).person).toMatchObject({ name: '정하늘', email: 'haneul@gmail.com', provider: 'Google' })
  })

  it('keeps the session after a reload without a request', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    await clock.advance(60_000)
    const reloaded = await load(tab, '/account')
    expect(signedIn(reloaded)).toMatchObject({ arrival: null, person: { email: 'minseo@example.com' } })
    expect(reloaded.timeLeftMs()).toBe(3540_000)
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('signs in for this page only when the storage has become full during the sign-in', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn()
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    fill(tab.sessionStorage)
    const session = await load(tab, pathOf(callback))
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(await session.refresh()).toEqual({ ok: true, value: undefined })
  })

  it('goes to the home page when the callback URL has no response', async () => {
    const tab = newTab()
    const session = await load(tab, '/callback?foo=bar')
    expect(session.state().status).toBe('signed-out')
    expect(tab.address()).toBe('/')
  })
})
