import { HttpResponse, http } from 'msw'
import { OidcClient, User, UserManager } from 'oidc-client-ts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { AuthError } from '../../src/auth/auth-error.ts'
import { createSession } from '../../src/auth/session/session.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { callbackPath, departure, load, signedIn, signIn, stored } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { joinNetwork, poolOrigin, tokenUrl } from '../support/pool.ts'
import { openTab, TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { signInAs, visit, type Visit } from '../support/visits.ts'

const network = joinNetwork()
const tokenPath = '/oauth2/token'
const hourMs = 3_600_000
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

afterEach(() => vi.useRealTimers())

const newTab = () => openTab({ clock })
const refusal = () => HttpResponse.json({ error: 'invalid_grant' }, { status: 400 })

/** Records the events that a user manager raises. */
function watchEvents({ events }: UserManager): string[] {
  const raised: string[] = []
  events.addUserLoaded((user) => void raised.push(`loaded ${String(user.profile['email'])}`))
  events.addUserUnloaded(() => void raised.push('unloaded'))
  events.addSilentRenewError((error) => void raised.push(`renew error ${error.message}`))
  return raised
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AuthError)) throw new Error(`Expected an AuthError, not ${String(error)}`)
  return error.problem.kind
}

const managerOf = ({ session }: Visit) => session.userManager

describe('the session', () => {
  it('uses oidc-client-ts for a sign-in, a callback, a refresh and a sign-out', async () => {
    const start = vi.spyOn(UserManager.prototype, 'signinRedirect')
    const request = vi.spyOn(OidcClient.prototype, 'createSigninRequest')
    const read = vi.spyOn(OidcClient.prototype, 'readSigninResponseState')
    const callback = vi.spyOn(UserManager.prototype, 'signinCallback')
    const logout = vi.spyOn(OidcClient.prototype, 'createSignoutRequest')
    const { session } = await signIn(pool, { tab: newTab() })
    expect([start, request, callback].map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1])
    expect(read).toHaveBeenCalled()
    const useRefreshToken = vi.spyOn(Reflect.get(session.userManager, '_client'), 'useRefreshToken')
    const raised = watchEvents(session.userManager)
    await session.refresh()
    expect(useRefreshToken).toHaveBeenCalledTimes(1)
    await session.signOut()
    expect(logout).toHaveBeenCalledTimes(1)
    expect(raised).toEqual(['loaded minseo@example.com', 'unloaded'])
  })
})

describe('getUser', () => {
  it('returns the signed-in user after a reload, and null after a sign-out', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const session = await load(tab, '/account')
    const user = await session.userManager.getUser()
    expect(user).toMatchObject({ token_type: 'Bearer', scope: 'openid email profile', expired: false })
    expect(user?.profile['email']).toBe('minseo@example.com')
    await session.signOut()
    expect(await session.userManager.getUser()).toBeNull()
  })

  it('waits for a callback that is being processed', async () => {
    const tab = newTab()
    const path = await callbackPath(pool, tab)
    const session = createSession(localConfig, tab.load(path))
    const user = session.userManager.getUser()
    void session.start(new URL(path, appOrigin))
    expect((await user)?.profile['email']).toBe('minseo@example.com')
  })

  it('returns no claim that only the protocol needs, such as nonce', async () => {
    const { session } = await signIn(pool, { tab: newTab() })
    expect(Object.keys((await session.userManager.getUser())?.profile ?? {})).not.toContain('nonce')
  })
})

describe('signinRedirect', () => {
  it('sends the arguments of its caller, and the callback returns the state with the user', async () => {
    const tab = newTab()
    const before = await load(tab, '/account?tab=2')
    void before.userManager.signinRedirect({
      state: { cart: [1, 2] },
      login_hint: 'minseo@example.com',
      extraQueryParams: { identity_provider: 'Google' },
    })
    const { searchParams, href } = await departure(tab)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      identity_provider: 'Google',
      lang: 'en',
      login_hint: 'minseo@example.com',
      nonce: expect.stringMatching(/^[0-9a-f]{64}$/),
      code_challenge_method: 'S256',
    })
    const callback = await createVisitor(pool).signIn(
      href.replace('&identity_provider=Google', ''),
      'minseo@example.com',
    )
    const after = createSession(localConfig, tab.load('/callback'))
    const user = await after.userManager.signinCallback(callback)
    expect(user?.state).toEqual({ cart: [1, 2] })
    expect(signedIn(after).arrival).toBe('/account?tab=2')
  })

  it('does not settle while the page is leaving, so that waiting code starts no second sign-in', async () => {
    const tab = newTab()
    const { userManager } = await load(tab, '/')
    let isSettled = false
    void userManager.signinRedirect().finally(() => (isSettled = true))
    await departure(tab)
    await clock.advance(5_000)
    expect(isSettled).toBe(false)
  })

  it('throws without storage, and the session has the same problem', async () => {
    const tab = openTab({ clock, without: ['tab-storage'] })
    const session = await load(tab, '/')
    expect(await problemOf(session.userManager.signinRedirect())).toBe('storage-blocked')
    expect(session.state()).toMatchObject({ status: 'failed', problem: { kind: 'storage-blocked' } })
  })

  it('A73: stops after two redirects within a minute that no click has caused', async () => {
    const tab = newTab()
    tab.isUserActive = false
    for (const count of [1, 2]) {
      void (await load(tab, '/')).userManager.signinRedirect()
      await departure(tab, count)
    }
    const session = await load(tab, '/')
    void session.userManager.signinRedirect()
    await vi.waitFor(() => expect(session.state()).toMatchObject({ after: 'redirects' }))
    expect(tab.departures).toHaveLength(2)
    tab.isUserActive = true
    void session.userManager.signinRedirect()
    await departure(tab, 3)
  })
})

describe('signinCallback', () => {
  it('signs in without session.start(), and sends one token request for two simultaneous calls', async () => {
    const tab = newTab()
    const path = await callbackPath(pool, tab)
    const session = createSession(localConfig, tab.load(path))
    const raised = watchEvents(session.userManager)
    const [first, second] = await Promise.all([
      session.userManager.signinCallback(appOrigin + path),
      session.userManager.signinCallback(appOrigin + path),
    ])
    expect(first).toBe(second)
    expect(network.countOf(tokenPath)).toBe(1)
    expect(raised).toEqual(['loaded minseo@example.com'])
    expect(signedIn(session).person.email).toBe('minseo@example.com')
  })

  it('A12: refuses a callback that was processed before, and the user stays signed in', async () => {
    const { tab, callback } = await signIn(pool, { tab: newTab() })
    const session = createSession(localConfig, tab.load(callback))
    expect(await problemOf(session.userManager.signinCallback(appOrigin + callback))).toBe('no-pending-sign-in')
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(network.countOf(tokenPath)).toBe(1)
  })

  it('A26: stores no token when the signature is wrong', async () => {
    const tab = newTab()
    const path = await callbackPath(pool, tab)
    network.server.use(
      http.post(tokenUrl, async ({ request }) => {
        const answer = await (await pool.fetch(request)).json()
        const [header, payload, signature = ''] = answer.id_token.split('.')
        const forged = signature.startsWith('A') ? signature.replace('A', 'B') : signature.replace(/^./, 'A')
        return HttpResponse.json({ ...answer, id_token: `${header}.${payload}.${forged}` })
      }),
    )
    const session = createSession(localConfig, tab.load(path))
    const raised = watchEvents(session.userManager)
    expect(await problemOf(session.userManager.signinCallback(appOrigin + path))).toBe('token-invalid')
    expect(await session.userManager.getUser()).toBeNull()
    expect(stored(tab)).not.toContain('access_token')
    expect(raised).toEqual([])
  })
})

describe('signinSilent', () => {
  it('sends one request for two tabs with two calls each, and both tabs get the new tokens', async () => {
    const browser = new TestBrowser({ clock })
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    const raised = [first, second].map((each) => watchEvents(managerOf(each)))
    const sent = network.countOf(tokenPath)
    const calls = [first, second, first, second].map((each) => managerOf(each).signinSilent())
    const done = Promise.all(calls)
    await clock.advance(2_000)
    const tokens = (await done).map((user) => user?.access_token)
    expect(new Set(tokens).size).toBe(1)
    expect(network.countOf(tokenPath) - sent).toBe(1)
    expect(raised).toEqual([['loaded minseo@example.com'], ['loaded minseo@example.com']])
  })

  it('throws after a temporary failure, and the stored user does not change', async () => {
    const { session, tab } = await signIn(pool, { tab: newTab() })
    const before = stored(tab)
    network.server.use(http.post(tokenUrl, () => HttpResponse.html('<h1>Wi-Fi</h1>')))
    expect(await problemOf(session.userManager.signinSilent())).toBe('unreadable')
    expect((await session.userManager.getUser())?.profile['email']).toBe('minseo@example.com')
    expect(stored(tab)).toBe(before)
  })

  it('ends the session in every tab when Cognito refuses the refresh token', async () => {
    const browser = new TestBrowser({ clock })
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    const raised = [first, second].map((each) => watchEvents(managerOf(each)))
    network.server.use(http.post(tokenUrl, refusal))
    const refused = problemOf(managerOf(first).signinSilent())
    await clock.advance(3_000)
    expect(await refused).toBe('session-expired')
    expect(raised).toEqual([['unloaded'], ['unloaded']])
    expect(await managerOf(second).getUser()).toBeNull()
  })
})

describe('removeUser', () => {
  it('signs the user out in every tab, and revokes the refresh token', async () => {
    const browser = new TestBrowser({ clock })
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    const raised = watchEvents(managerOf(second))
    await managerOf(first).removeUser()
    await clock.advance(1_000)
    expect(raised).toEqual(['unloaded'])
    expect(await managerOf(second).getUser()).toBeNull()
    expect(stored(first.tab) + stored(second.tab)).not.toContain('access_token')
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(first.tab.departures).toHaveLength(1)
  })

  it('A66: prevents a running refresh from storing the user again', async () => {
    const { session, tab } = await signIn(pool, { tab: newTab() })
    const raised = watchEvents(session.userManager)
    const refreshed = problemOf(session.userManager.signinSilent())
    await network.asked(tokenPath)
    await session.userManager.removeUser()
    expect(await refreshed).toBe('session-expired')
    expect(raised).toEqual(['unloaded'])
    expect(stored(tab)).not.toContain('access_token')
  })
})

describe('revokeTokens', () => {
  it('revokes the refresh token; the session lasts until its access token expires', async () => {
    const { session, tab } = await signIn(pool, { tab: newTab() })
    const raised = watchEvents(session.userManager)
    await session.userManager.revokeTokens()
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(raised).toEqual(['loaded minseo@example.com'])
    expect((await session.userManager.getUser())?.refresh_token).toBeUndefined()
    expect(stored(tab)).not.toContain('refresh_token')
    expect(signedIn(session).renewed).toBeNull()
    await clock.advance(hourMs)
    expect(session.state()).toMatchObject({ status: 'failed', problem: { kind: 'session-expired' } })
  })

  it('changes nothing if Cognito cannot be reached, and refuses to revoke an access token', async () => {
    const { session, tab } = await signIn(pool, { tab: newTab() })
    const before = stored(tab)
    network.server.use(http.post(`${poolOrigin}/oauth2/revoke`, () => HttpResponse.error()))
    expect(await problemOf(session.userManager.revokeTokens())).toBe('network')
    await expect(session.userManager.revokeTokens(['access_token'])).rejects.toThrow(TypeError)
    expect(stored(tab)).toBe(before)
  })
})

describe('signoutRedirect', () => {
  it('removes the user, notifies the tabs, revokes, and opens /logout with the configured URL', async () => {
    const browser = new TestBrowser({ clock })
    const first = await signInAs(pool, browser)
    const second = await visit(browser)
    void managerOf(first).signoutRedirect({ post_logout_redirect_uri: 'https://evil.example' })
    const url = await departure(first.tab, 2)
    await clock.advance(1_000)
    expect(url.origin + url.pathname).toBe(`${poolOrigin}/logout`)
    expect(url.searchParams.get('client_id')).toBe(localConfig.clientId)
    expect(url.searchParams.get('logout_uri')).toBe(appOrigin)
    expect(url.search).not.toContain('id_token_hint')
    expect(network.countOf('/oauth2/revoke')).toBe(1)
    expect(await managerOf(second).getUser()).toBeNull()
  })
})

describe('storeUser', () => {
  it('refuses tokens that the session did not receive, and signs out for null', async () => {
    const { session, tab } = await signIn(pool, { tab: newTab() })
    const before = stored(tab)
    const profile = { iss: localConfig.issuer, aud: localConfig.clientId, sub: 'x', exp: 2e9, iat: 1 }
    const foreign = new User({ access_token: 'a', token_type: 'Bearer', profile })
    await expect(session.userManager.storeUser(foreign)).rejects.toThrow(TypeError)
    expect(stored(tab)).toBe(before)
    await session.userManager.storeUser(null)
    expect(session.state()).toMatchObject({ status: 'signed-out', after: 'sign-out' })
  })
})

describe('the events of the user manager', () => {
  it('include AccessTokenExpiring two minutes before the expiry, from the timer of oidc-client-ts', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { session, tab } = await signIn(pool, { tab: newTab() })
    const expiring = vi.fn<() => void>()
    session.userManager.events.addAccessTokenExpiring(expiring)
    // A hidden tab does not refresh by itself.
    tab.hide()
    await clock.advance(hourMs - 125_000)
    vi.advanceTimersByTime(5_000)
    expect(expiring).not.toHaveBeenCalled()
    await clock.advance(6_000)
    vi.advanceTimersByTime(5_000)
    expect(expiring).toHaveBeenCalledTimes(1)
  })

  it('include SilentRenewError when a refresh fails before the expiry, and the user stays signed in', async () => {
    const { session } = await signIn(pool, { tab: newTab() })
    const raised = watchEvents(session.userManager)
    network.server.use(http.post(tokenUrl, () => HttpResponse.html('<h1>Wi-Fi</h1>')))
    await clock.advance(hourMs - 60_000)
    expect(raised).toEqual(['renew error unreadable'])
    expect(signedIn(session).renewal).toBe('idle')
    network.server.resetHandlers()
    await clock.advance(60_000)
    expect(raised).toEqual(['renew error unreadable', 'loaded minseo@example.com'])
  })
})
