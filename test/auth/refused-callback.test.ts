import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { callbackPath, lastDeparture, load, problemKind, signedIn, signIn, stored } from '../support/app-tab.ts'
import { appOrigin } from '../support/local-app.ts'
import { joinNetwork } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'
import { openTab } from '../support/test-browser.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const newTab = () => openTab({ clock })

describe('the session at the callback URL', () => {
  const forged = `/callback?code=evil&state=${'a'.repeat(32)}`

  it('A01: refuses a forged state without a token request, and the real sign-in still succeeds', async () => {
    const tab = newTab()
    const callback = await callbackPath(pool, tab)
    const attacked = await load(tab, forged)
    expect(problemKind(attacked)).toBe('state-mismatch')
    expect(network.countOf('/oauth2/token')).toBe(0)
    expect(tab.address()).toBe('/callback')
    expect(signedIn(await load(tab, callback)).person.email).toBe('minseo@example.com')
  })

  it('A03: refuses a sign-in that another tab started', async () => {
    const tab = newTab()
    const callback = await callbackPath(pool, tab)
    expect(problemKind(await load(newTab(), callback))).toBe('no-pending-sign-in')
    expect(signedIn(await load(tab, callback)).person.email).toBe('minseo@example.com')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('A05: leads a second visit to the home page without a request, and the user stays signed in', async () => {
    const { tab, callback } = await signIn(pool, { tab: newTab() })
    const again = await load(tab, callback)
    expect(signedIn(again).arrival).toBe('/')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('A05: refuses a second visit after the user has signed out', async () => {
    const { tab, callback, session } = await signIn(pool, { tab: newTab() })
    await session.signOut()
    expect(problemKind(await load(tab, callback))).toBe('no-pending-sign-in')
    expect(network.countOf('/oauth2/token')).toBe(1)
  })

  it('A11: never shows the text of an error response without a pending sign-in', async () => {
    const session = await load(
      newTab(),
      `/callback?error=access_denied&error_description=Call+us&state=${'a'.repeat(32)}`,
    )
    expect(session.state()).toEqual({ status: 'failed', problem: { kind: 'no-pending-sign-in' }, returnTo: '/' })
  })

  it('A06: refuses the response of another issuer', async () => {
    const tab = newTab()
    const callback = await callbackPath(pool, tab)
    expect(problemKind(await load(tab, `${callback}&iss=https://evil.test`))).toBe('state-mismatch')
    expect(network.countOf('/oauth2/token')).toBe(0)
    expect(stored(tab)).not.toContain('pending')
  })

  it('shows state-mismatch when the stored pending sign-in is invalid', async () => {
    const tab = newTab()
    const state = 'b'.repeat(32)
    tab.sessionStorage.setItem(`oidc.${state}`, '{"half":')
    expect(problemKind(await load(tab, `/callback?code=x&state=${state}`))).toBe('state-mismatch')
  })
})

describe('an error response', () => {
  async function openErrorResponse(query: string, tab = newTab()) {
    const before = await load(tab, '/')
    await before.signIn({ returnTo: '/account#here' })
    const state = lastDeparture(tab).searchParams.get('state') ?? ''
    return { tab, session: await load(tab, `/callback?${query}&state=${state}`) }
  }

  it('F41: shows that the user cancelled at Google, and keeps the return path', async () => {
    const tab = newTab()
    const before = await load(tab, '/')
    await before.signIn({ provider: 'Google', returnTo: '/account?x=1' })
    const callback = await createVisitor(pool).cancelGoogle(lastDeparture(tab).href)
    const session = await load(tab, callback.slice(appOrigin.length))
    expect(session.state()).toMatchObject({
      status: 'failed',
      problem: { kind: 'cancelled' },
      returnTo: '/account?x=1',
    })
    expect(stored(tab)).not.toContain('pending')
  })

  it.each([
    ['error=access_denied', { kind: 'cancelled', error: 'access_denied', message: null }],
    ['error=unauthorized_client', { kind: 'client-not-allowed', error: 'unauthorized_client', message: null }],
    [
      'error_description=PreSignUp+failed+with+error+Only+staff.+&error=invalid_request',
      { kind: 'refused', error: 'invalid_request', message: 'PreSignUp failed with error Only staff.' },
    ],
    ['error=server_error', { kind: 'refused', error: 'server_error', message: null }],
    ['error=__proto__', { kind: 'refused', error: '__proto__', message: null }],
    ['error=%3Cscript%3E', { kind: 'refused', error: 'unknown', message: null }],
    [`error=x&error_description=${'A'.repeat(2000)}`, { kind: 'refused', error: 'x', message: 'A'.repeat(300) }],
    ['code=abc&error=access_denied', { kind: 'cancelled', error: 'access_denied', message: null }],
  ])('F42: with %s is shown as a problem without a token request', async (query, problem) => {
    const { session } = await openErrorResponse(query)
    expect(session.state()).toEqual({ status: 'failed', problem, returnTo: '/account#here' })
    expect(network.countOf('/oauth2/token')).toBe(0)
  })

  it('starts a new sign-in by itself, once, after an account was linked', async () => {
    const linked = 'error_description=Already+found+an+entry+for+username+Google_1&error=invalid_request'
    const { tab, session } = await openErrorResponse(linked)
    expect(session.state().status).toBe('restoring')
    expect(tab.departures).toHaveLength(2)
    const state = lastDeparture(tab).searchParams.get('state') ?? ''
    const second = await load(tab, `/callback?${linked}&state=${state}`)
    const message = 'Already found an entry for username Google_1'
    const problem = { kind: 'link-retry', error: 'invalid_request', message }
    expect(second.state()).toEqual({ status: 'failed', problem, returnTo: '/account#here' })
    expect(tab.departures).toHaveLength(2)
  })

  it('does not sign out the current user', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const { session } = await openErrorResponse('error=access_denied', tab)
    await session.dismiss()
    expect(signedIn(session).person.email).toBe('minseo@example.com')
  })
})
