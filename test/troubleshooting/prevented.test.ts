import { beforeEach, describe, expect, it } from 'vitest'
import { localClientId, localOrigin } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { cognitoMetadata } from '../../src/auth/oidc/cognito-config.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { callbackPath, lastDeparture, load, problemKind, signedIn, signIn } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool
/** Every request that the app sent, with its form. */
let requests: { readonly path: string; readonly headers: Headers; readonly form: URLSearchParams }[]

network.server.events.on('request:start', async ({ request }) => {
  const { pathname } = new URL(request.url)
  const sent = { path: pathname, headers: request.headers, form: new URLSearchParams(await request.clone().text()) }
  requests.push(sent)
})

beforeEach(async () => {
  requests = []
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const newTab = () => openTab({ clock })
const requestsTo = (path: string) => requests.filter((request) => request.path === path)

describe('a token request', () => {
  it('sends the code as a form with its verifier and the redirect URI of the authorize request, and no secret', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const [sent, ...others] = requestsTo('/oauth2/token')
    expect(others).toEqual([])
    expect(sent?.headers.get('content-type')).toMatch(/^application\/x-www-form-urlencoded(;charset=UTF-8)?$/i)
    expect(sent?.headers.has('authorization')).toBe(false)
    expect(Object.fromEntries(sent?.form ?? [])).toEqual({
      grant_type: 'authorization_code',
      client_id: localClientId,
      code: expect.any(String),
      redirect_uri: new URL(tab.departures[0] ?? '').searchParams.get('redirect_uri'),
      code_verifier: expect.stringMatching(/^[\w.~-]{43,128}$/),
    })
  })

  it('sends no code of another site', async () => {
    const tab = newTab()
    const callback = await callbackPath(pool, tab)
    for (const path of ['/?code=shop&shop=x', '/callback?code=shop', '/callback?code=shop&state=of-the-shop']) {
      expect(problemKind(await load(tab, path))).not.toBe('signed-in')
    }
    expect(network.countOf('/oauth2/token')).toBe(0)
    expect(problemKind(await load(tab, callback))).toBe('signed-in')
  })

  it('sends no token request when the storage with the verifier is lost', async () => {
    const tab = newTab()
    const callback = await callbackPath(pool, tab)
    tab.sessionStorage.clear()
    expect(problemKind(await load(tab, callback))).toBe('no-pending-sign-in')
    expect(network.countOf('/oauth2/token')).toBe(0)
  })
})

describe('a sign-in', () => {
  it('accepts the first sign-in through Google, because it sends a nonce', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ provider: 'Google' })
    const authorize = lastDeparture(tab)
    expect(authorize.searchParams.get('nonce')).toMatch(/^[\da-f]{64}$/)
    expect(authorize.searchParams.get('response_type')).toBe('code')
    const callback = await createVisitor(pool).signInWithGoogle(authorize.href, 'haneul@gmail.com')
    const session = await load(tab, callback.slice(appOrigin.length))
    expect(signedIn(session).person.provider).toBe('Google')
    // The code grant returns a refresh token, so this succeeds.
    expect(await session.refresh()).toEqual({ ok: true, value: undefined })
  })

  it('reads a code in the query only, before any router, and returns to a page with a hash', async () => {
    const tab = newTab()
    await load(tab, (await callbackPath(pool, tab)).replace('?', '#'))
    expect(network.countOf('/oauth2/token')).toBe(0)
    const { session } = await signIn(pool, { tab: newTab(), returnTo: '/account#/part' })
    expect(signedIn(session).arrival).toBe('/account#/part')
  })

  it('never calls userInfo', async () => {
    const { session } = await signIn(pool, { tab: newTab() })
    await session.refresh()
    expect(network.countOf('/oauth2/token')).toBe(2)
    expect(network.countOf('/oauth2/userInfo')).toBe(0)
  })
})

describe('a sign-out', () => {
  it('signs out with parameters that the pool accepts, and the next sign-in asks for the user', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ returnTo: '/account' })
    const authorize = lastDeparture(tab).href
    const visitor = createVisitor(pool)
    const callback = await visitor.signIn(authorize, 'minseo@example.com')
    const session = await load(tab, callback.slice(appOrigin.length))
    expect((await visitor.open(authorize)).url).toContain('/callback?code=')
    await session.signOut()
    const page = await visitor.logout(lastDeparture(tab).href)
    expect(page.text).not.toContain('Required String parameter')
    expect(page.url).toBe(localConfig.logoutUri)
    expect([...lastDeparture(tab).searchParams.keys()].toSorted()).toEqual(['client_id', 'logout_uri'])
    expect((await visitor.open(authorize)).url).toContain('/login?')
  })

  it('has an end session endpoint without discovery', () => {
    expect(cognitoMetadata(localConfig).end_session_endpoint).toBe(`${localOrigin}/logout`)
  })

  it('revokes the refresh token only', async () => {
    const { session } = await signIn(pool, { tab: newTab() })
    const { accessToken, revoke } = await readAccessToken(session)
    expect(await revoke(accessToken)).toEqual({ error: 'unsupported_token_type' })
    requests = []
    await session.signOut()
    const [sent, ...others] = requestsTo('/oauth2/revoke')
    expect(others).toEqual([])
    expect(sent?.form.get('token')).toEqual(expect.any(String))
    expect(sent?.form.get('token')).not.toBe(accessToken)
  })

  async function readAccessToken(session: Awaited<ReturnType<typeof load>>) {
    const token = await session.accessToken()
    if (!token.ok) throw new Error(`No access token: ${token.problem.kind}`)
    const revoke = async (value: string): Promise<unknown> => {
      const body = new URLSearchParams({ token: value, client_id: localClientId })
      return (await fetch(`${localOrigin}/oauth2/revoke`, { method: 'POST', body })).json()
    }
    return { accessToken: token.value, revoke }
  }
})
