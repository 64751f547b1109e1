import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { lastDeparture, load, problemKind, signedIn, signIn, stored } from '../support/app-tab.ts'
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

describe('leaving for the hosted UI', () => {
  it('asks for a code with PKCE, state and nonce, and for nothing before it leaves', async () => {
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

  it('A08: 500 sign-ins share no state, nonce or verifier, each of 128 random bits or more', async () => {
    const weak = vi.spyOn(Math, 'random')
    const tab = newTab()
    const session = await load(tab, '/')
    const verifiers: string[] = []
    for (let round = 0; round < 500; round += 1) {
      await session.signIn()
      const pending = keysOf(tab.sessionStorage).filter((key) => key.startsWith('toyseven.pending.'))
      verifiers.push(...pending.map((key) => String(JSON.parse(tab.sessionStorage.getItem(key) ?? '{}').codeVerifier)))
      for (const key of pending) tab.sessionStorage.removeItem(key)
    }
    const sent = (name: string) => tab.departures.map((url) => new URL(url).searchParams.get(name) ?? '')
    for (const values of [sent('state'), sent('nonce'), sent('code_challenge'), verifiers]) {
      expect(new Set(values).size).toBe(500)
    }
    expect(verifiers.filter((verifier) => !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier))).toEqual([])
    // Every digit takes every value somewhere: none is fixed, as the version and variant of a UUID would be.
    for (const values of [sent('state'), sent('nonce')]) {
      const length = values[0]?.length ?? 0
      expect(length * 4).toBeGreaterThanOrEqual(128)
      const digits = Array.from({ length }, (_none, at) => new Set(values.map((value) => value[at])).size)
      expect(Math.min(...digits)).toBe(16)
    }
    expect(weak).not.toHaveBeenCalled()
  })

  it('goes straight to a provider where one is named', async () => {
    const tab = newTab()
    const session = await load(tab, '/')
    await session.signIn({ provider: 'Google' })
    expect(lastDeparture(tab).searchParams.get('identity_provider')).toBe('Google')
  })

  it('shares a second call that comes while the first is under way', async () => {
    const tab = newTab()
    const session = await load(tab, '/')
    await Promise.all([session.signIn(), session.signIn()])
    expect(tab.departures).toHaveLength(1)
  })

  it.each([
    ['refused', openTab({ without: ['tab-storage'] })],
    ['full', new TestBrowser({ without: ['channel'] }).openTab(fullStorage())],
  ])('F24: says so instead of leaving where storage is %s', async (_how, tab) => {
    const session = await load(tab, '/')
    await session.signIn({ returnTo: '/account' })
    expect(session.state()).toEqual({ status: 'failed', problem: { kind: 'storage-blocked' }, returnTo: '/account' })
    expect(tab.departures).toEqual([])
  })
})

describe('coming back', () => {
  it('trades the code once and knows who it is', async () => {
    const { session } = await signIn(pool, { tab: newTab(), email: 'admin@example.com' })
    expect(signedIn(session)).toEqual({
      status: 'signed-in',
      person: {
        subject: expect.any(String),
        name: '박서준',
        email: 'admin@example.com',
        groups: ['admins', 'editors'],
        provider: 'Cognito',
      },
      scopes: ['openid', 'email', 'profile'],
      expiresAtMs: clock.wallMs() + 3600_000,
      renewal: 'idle',
      renewed: null,
      sessionEndsAtMs: null,
      arrival: '/account',
    })
    expect(session.timeLeftMs()).toBe(3600_000)
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('F44: never asks for discovery, whose server may be down', async () => {
    const paths: string[] = []
    network.server.events.on('request:start', ({ request }) => paths.push(new URL(request.url).pathname))
    const { session } = await signIn(pool, { tab: newTab() })
    await session.refresh()
    expect(paths.filter((path) => path.includes('openid-configuration'))).toEqual([])
    expect(paths).toContain('/oauth2/token')
  })

  it('A13: has cleaned the address before anything is asked', async () => {
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

  it('brings the person back to the very same path, query and hash', async () => {
    const { session } = await signIn(pool, { tab: newTab(), returnTo: '/account?tab=2&x=%20y#top' })
    expect(signedIn(session).arrival).toBe('/account?tab=2&x=%20y#top')
  })

  it('A44: brings nobody to another site', async () => {
    const { session } = await signIn(pool, { tab: newTab(), returnTo: '//evil.example' })
    expect(signedIn(session).arrival).toBe('/')
  })

  it('A46: checks the place again when it is used', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ returnTo: '/account' })
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    const { sessionStorage } = tab
    const key = sessionStorage.key(0) ?? ''
    sessionStorage.setItem(key, sessionStorage.getItem(key)?.replace('"/account"', '"/..//evil.example"') ?? '')
    expect(signedIn(await load(tab, pathOf(callback))).arrival).toBe('/')
  })

  it('works at the bare callback URL of the walk-through', async () => {
    const { session, callback, tab } = await signIn(pool, { tab: newTab(), config: { redirectUri: appOrigin } })
    expect(new URL(callback).pathname).toBe('/')
    expect(signedIn(session).arrival).toBe('/account')
    expect(tab.address()).toBe('/')
  })

  it('knows a Google account by its provider', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ provider: 'Google' })
    const callback = await createVisitor(pool).signInWithGoogle(lastDeparture(tab).href, 'haneul@gmail.com')
    const session = await load(tab, pathOf(callback))
    expect(signedIn(session).person).toMatchObject({ name: '정하늘', email: 'haneul@gmail.com', provider: 'Google' })
  })

  it('keeps the session over a reload without asking anybody', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    await clock.advance(60_000)
    const reloaded = await load(tab, '/account')
    expect(signedIn(reloaded)).toMatchObject({ arrival: null, person: { email: 'minseo@example.com' } })
    expect(reloaded.timeLeftMs()).toBe(3540_000)
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('signs in for this page alone when the storage has become full on the way', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn()
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    fill(tab.sessionStorage)
    const session = await load(tab, pathOf(callback))
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(await session.refresh()).toEqual({ ok: true, value: undefined })
  })

  it('goes home from the redirect URI without an answer', async () => {
    const tab = newTab()
    const session = await load(tab, '/callback?foo=bar')
    expect(session.state().status).toBe('signed-out')
    expect(tab.address()).toBe('/')
  })
})

describe('a callback that is not ours', () => {
  const forged = `/callback?code=evil&state=${'a'.repeat(32)}`

  it('A01: refuses a forged state without asking the pool, and lets the real sign-in finish', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn()
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    const attacked = await load(tab, forged)
    expect(problemKind(attacked)).toBe('state-mismatch')
    expect(network.countOf('/oauth2/token')).toBe(0)
    expect(tab.address()).toBe('/callback')
    expect(signedIn(await load(tab, pathOf(callback))).person.email).toBe('minseo@example.com')
  })

  it('A03: refuses in one tab what began in another', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn()
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    expect(problemKind(await load(newTab(), pathOf(callback)))).toBe('no-pending-sign-in')
    expect(signedIn(await load(tab, pathOf(callback))).person.email).toBe('minseo@example.com')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('A05: sends a second visit home, still signed in, without a request', async () => {
    const { tab, callback } = await signIn(pool, { tab: newTab() })
    const again = await load(tab, pathOf(callback))
    expect(signedIn(again).arrival).toBe('/')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('A05: refuses a second visit of somebody who has signed out since', async () => {
    const { tab, callback, session } = await signIn(pool, { tab: newTab() })
    await session.signOut()
    expect(problemKind(await load(tab, pathOf(callback)))).toBe('no-pending-sign-in')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('A11: never shows the text of an error that nobody asked for', async () => {
    const session = await load(
      newTab(),
      `/callback?error=access_denied&error_description=Call+us&state=${'a'.repeat(32)}`,
    )
    expect(session.state()).toEqual({ status: 'failed', problem: { kind: 'no-pending-sign-in' }, returnTo: '/' })
  })

  it('A06: refuses the answer of another issuer', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn()
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    expect(problemKind(await load(tab, `${pathOf(callback)}&iss=https://evil.test`))).toBe('state-mismatch')
    expect(network.countOf('/oauth2/token')).toBe(0)
    expect(stored(tab)).not.toContain('pending')
  })

  it('survives junk where a pending sign-in should be', async () => {
    const tab = newTab()
    const state = 'b'.repeat(32)
    tab.sessionStorage.setItem(`toyseven.pending.${state}`, '{"half":')
    expect(problemKind(await load(tab, `/callback?code=x&state=${state}`))).toBe('state-mismatch')
  })
})

describe('an answer that is no', () => {
  async function answerWith(query: string, tab = newTab()) {
    const before = await load(tab, '/')
    await before.signIn({ returnTo: '/account#here' })
    const state = lastDeparture(tab).searchParams.get('state') ?? ''
    return { tab, session: await load(tab, `/callback?${query}&state=${state}`) }
  }

  it('F41: says that the person cancelled at Google, and keeps the place', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ provider: 'Google', returnTo: '/account?x=1' })
    const callback = await createVisitor(pool).cancelGoogle(lastDeparture(tab).href)
    const session = await load(tab, pathOf(callback))
    expect(session.state()).toEqual({ status: 'failed', problem: { kind: 'cancelled' }, returnTo: '/account?x=1' })
    expect(stored(tab)).not.toContain('pending')
  })

  it.each([
    ['error=access_denied', { kind: 'cancelled' }],
    ['error=unauthorized_client', { kind: 'client-not-allowed' }],
    [
      'error_description=PreSignUp+failed+with+error+Only+staff.+&error=invalid_request',
      { kind: 'refused', error: 'invalid_request', message: 'PreSignUp failed with error Only staff.' },
    ],
    ['error=server_error', { kind: 'refused', error: 'server_error', message: null }],
    ['error=__proto__', { kind: 'refused', error: '__proto__', message: null }],
    ['error=%3Cscript%3E', { kind: 'refused', error: 'unknown', message: null }],
    [`error=x&error_description=${'A'.repeat(2000)}`, { kind: 'refused', error: 'x', message: 'A'.repeat(300) }],
    ['code=abc&error=access_denied', { kind: 'cancelled' }],
  ])('F42: %s', async (query, problem) => {
    const { session } = await answerWith(query)
    expect(session.state()).toEqual({ status: 'failed', problem, returnTo: '/account#here' })
    expect(network.countOf('/oauth2/token')).toBe(0)
  })

  it('starts again by itself, once, after an account was linked', async () => {
    const linked = 'error_description=Already+found+an+entry+for+username+Google_1&error=invalid_request'
    const { tab, session } = await answerWith(linked)
    expect(session.state().status).toBe('restoring')
    expect(tab.departures).toHaveLength(2)
    const state = lastDeparture(tab).searchParams.get('state') ?? ''
    const second = await load(tab, `/callback?${linked}&state=${state}`)
    expect(second.state()).toEqual({ status: 'failed', problem: { kind: 'link-retry' }, returnTo: '/account#here' })
    expect(tab.departures).toHaveLength(2)
  })

  it('leaves alone whoever is signed in', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const { session } = await answerWith('error=access_denied', tab)
    await session.dismiss()
    expect(signedIn(session).person.email).toBe('minseo@example.com')
  })
})
