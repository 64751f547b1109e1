import { beforeEach, describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { poolWith } from '../local-cognito/start-pool.ts'
import { createVisitor, type Visitor } from '../local-cognito/visitor.ts'
import { appOrigin } from '../support/local-app.ts'
import { lastDeparture, load, signedIn } from '../support/app-tab.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
const minuteMs = 60_000
let clock: TestClock
let tab: TestTab
let visitor: Visitor

beforeEach(async () => {
  clock = new TestClock()
  await startPool()
})

async function startPool(readings: { ignoresStepUp?: boolean } = {}) {
  visitor = createVisitor(await network.startPool(clock, poolWith({ readings })))
  tab = openTab({ clock })
}

/** Signs in from the current page, in one browser. */
async function signIn(options = {}) {
  const session = await load(tab, '/')
  await session.signIn({ returnTo: '/payment', ...options })
  const callback = await visitor.signIn(lastDeparture(tab).href, 'minseo@example.com')
  return load(tab, callback.slice(appOrigin.length))
}

describe('signIn', () => {
  it('sends prompt, login_hint, max_age and acr_values under the names of OpenID Connect', async () => {
    const session = await load(tab, '/')
    await session.signIn({
      prompt: 'login select_account',
      loginHint: 'minseo@example.com',
      maxAge: 300,
      acrValues: 'urn:cognito:loa:3',
    })
    const { pathname, searchParams } = lastDeparture(tab)
    expect(pathname).toBe('/oauth2/authorize')
    expect(Object.fromEntries(searchParams)).toMatchObject({
      prompt: 'login select_account',
      login_hint: 'minseo@example.com',
      max_age: '300',
      acr_values: 'urn:cognito:loa:3',
    })
  })

  it('opens the sign-up page with the parameters of an authorize request', async () => {
    const session = await load(tab, '/')
    await session.signIn({ page: 'sign-up', returnTo: '/account' })
    const url = lastDeparture(tab)
    expect(url.origin + url.pathname).toBe(`${localOrigin}/signup`)
    expect([...url.searchParams.keys()]).toEqual(
      expect.arrayContaining(['client_id', 'redirect_uri', 'state', 'nonce', 'code_challenge', 'scope']),
    )
    expect(url.searchParams.has('page')).toBe(false)
    expect((await visitor.open(url.href)).status).toBe(200)
  })
})

describe('authAgeMs', () => {
  it('counts from the authentication, not from the sign-in of this app, and a refresh does not change it', async () => {
    await signIn()
    clock.sleep(20 * minuteMs)
    // The hosted UI remembers the user.
    const session = await signIn()
    expect(session.authAgeMs()).toBe(20 * minuteMs)
    clock.sleep(10 * minuteMs)
    await session.refresh()
    expect(session.authAgeMs()).toBe(30 * minuteMs)
    clock.sleep(minuteMs)
    expect(session.authAgeMs()).toBe(31 * minuteMs)
  })

  it('does not depend on the clock of the device', async () => {
    clock.jumpWall(-24 * 60 * minuteMs)
    const session = await signIn()
    clock.sleep(5 * minuteMs)
    expect(session.authAgeMs()).toBe(5 * minuteMs)
  })

  it('is NaN if no user is signed in', async () => {
    expect((await load(tab, '/')).authAgeMs()).toBeNaN()
  })
})

describe('a sign-in with maxAge', () => {
  it('authenticates again where the hosted UI remembers an older authentication', async () => {
    await signIn()
    clock.sleep(10 * minuteMs)
    const session = await signIn({ maxAge: 300 })
    expect(session.authAgeMs()).toBe(0)
    expect(signedIn(session)).toMatchObject({ hasOldAuth: false, arrival: '/payment' })
  })

  it('says so if the pool has ignored it, until a sign-in that is recent enough', async () => {
    await startPool({ ignoresStepUp: true })
    await signIn()
    clock.sleep(10 * minuteMs)
    const ignored = await signIn({ maxAge: 300 })
    expect(ignored.authAgeMs()).toBe(10 * minuteMs)
    expect(signedIn(ignored).hasOldAuth).toBe(true)
    await ignored.refresh()
    expect(signedIn(ignored).hasOldAuth).toBe(true)
    const again = await signIn({ maxAge: 300, prompt: 'login' })
    expect(signedIn(again).hasOldAuth).toBe(false)
  })

  it('is not called ignored without maxAge', async () => {
    await signIn()
    clock.sleep(10 * minuteMs)
    const session = await signIn()
    expect(signedIn(session).hasOldAuth).toBe(false)
  })
})
