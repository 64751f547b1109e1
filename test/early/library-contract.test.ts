import { SigninState, User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { userManagerSettings } from '../../src/auth/oidc/user-manager-settings.ts'
import { readUserRecord } from '../../src/auth/store/user-record.ts'
import { departure, load, signIn, startEarly } from '../support/app-tab.ts'
import { localConfig } from '../support/local-app.ts'
import { keysOf } from '../support/memory-storage.ts'
import { joinNetwork } from '../support/pool.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const returnTo = '/account?tab=2'
const stateKey = /^oidc\.([0-9a-f]{32})$/

/** Returns the parameters of a tab's authorize request, and the pending sign-in that the tab stored. */
function started(tab: TestTab, url: URL) {
  const key = keysOf(tab.sessionStorage).find((name) => stateKey.test(name)) ?? ''
  const text = tab.sessionStorage.getItem(key) ?? '{}'
  return { parameters: [...url.searchParams], text, record: JSON.parse(text) }
}

async function startedEarly(provider?: string) {
  const tab = openTab({ clock })
  startEarly(tab, tab.load('/'), '/').signIn(returnTo, provider, () => expect.unreachable())
  return started(tab, await departure(tab))
}

async function startedByLibrary(provider?: string) {
  const tab = openTab({ clock })
  const session = await load(tab, '/')
  await session.signIn({ returnTo, ...(provider === undefined ? {} : { provider }) })
  return started(tab, await departure(tab))
}

/** Random values differ; only their names and their order are compared. */
const random = new Set(['nonce', 'state', 'code_challenge'])
const withoutRandom = (parameters: [string, string][]) =>
  parameters.map(([name, value]) => [name, random.has(name) ? '' : value])

describe('the script inside the HTML and oidc-client-ts', () => {
  it.each([undefined, 'Google'])('send the same authorize request, provider %s', async (provider) => {
    const [early, library] = [await startedEarly(provider), await startedByLibrary(provider)]
    expect(withoutRandom(early.parameters)).toEqual(withoutRandom(library.parameters))
  })

  it.each([undefined, 'Google'])('store the same pending sign-in, provider %s', async (provider) => {
    const [early, library] = [await startedEarly(provider), await startedByLibrary(provider)]
    const values = { id: '', nonce: '', code_verifier: '' }
    expect({ ...early.record, ...values }).toEqual({ ...library.record, ...values })
    expect(Object.keys(early.record)).toEqual(Object.keys(library.record))
  })

  it('are compatible: the library reads the pending sign-in and computes the challenge that was sent', async () => {
    const { text, parameters } = await startedEarly()
    const state = await SigninState.fromStorageString(text)
    expect(state.toStorageString()).toBe(text)
    expect(state.code_challenge).toBe(Object.fromEntries(parameters)['code_challenge'])
  })
})

describe('the stored user', () => {
  it('is the library’s record under the library’s key, with the fields of the session added', async () => {
    const { tab } = await signIn(pool, { tab: openTab({ clock }) })
    const settings = userManagerSettings(localConfig, tab.load('/'), tab.sessionStorage)
    const found = await new UserManager(settings).getUser()
    expect(found?.profile['email']).toBe('minseo@example.com')
    const store = new WebStorageStateStore({ store: tab.sessionStorage })
    const text = (await store.get(`user:${localConfig.issuer}:${localConfig.clientId}`)) ?? ''
    const { session, ...members } = JSON.parse(text)
    expect(JSON.stringify(members)).toBe(User.fromStorageString(text).toStorageString())
    expect(readUserRecord(text)?.session).toEqual(session)
    clock.jumpWall(1_000)
    expect(found?.expires_in).toBe(3_599)
  })
})
