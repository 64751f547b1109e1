import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { callbackPath, load, problemKind, signedIn, signIn } from '../support/app-tab.ts'
import { keyWith } from '../support/memory-storage.ts'
import { joinNetwork, poolOrigin } from '../support/pool.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
const keysPath = '/ap-northeast-2_toyseven/.well-known/jwks.json'
const dayMs = 24 * 3600_000
let clock: TestClock
let pool: LocalPool
let browser: TestBrowser

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  browser = new TestBrowser({ clock })
})

const storedKeys = () => browser.localStorage.getItem(keyWith(browser.localStorage, 'toyseven.keys.'))
const store = (keys: unknown, fetchedAtMs: unknown = clock.wallMs()) =>
  browser.localStorage.setItem(
    `toyseven.keys.${poolOrigin}/ap-northeast-2_toyseven`,
    JSON.stringify({ keys, fetchedAtMs }),
  )

/** Opens the home page and lets it prefetch the keys. */
async function visitHome() {
  const session = await load(browser.openTab(), '/')
  await session.prefetchKeys()
  return session
}

/** Signs in in a new tab. Returns how many requests for keys the sign-in sent. */
async function signInAndCountKeyRequests(): Promise<number> {
  const before = network.countOf(keysPath)
  const tab = browser.openTab()
  const session = await load(tab, await callbackPath(pool, tab))
  expect(signedIn(session).person.email).toBe('minseo@example.com')
  return network.countOf(keysPath) - before
}

describe('the public keys of the pool', () => {
  it('are fetched by the idle home page, and the next sign-in uses them without a request', async () => {
    await visitHome()
    expect(network.countOf(keysPath)).toBe(1)
    expect(await signInAndCountKeyRequests()).toBe(0)
  })

  it('are fetched once: an idle page that has the keys sends no request', async () => {
    const session = await visitHome()
    await session.prefetchKeys()
    await visitHome()
    expect(network.countOf(keysPath)).toBe(1)
  })

  it('are stored by a sign-in for the next one, and removed by the sign-out', async () => {
    const { session } = await signIn(pool, { tab: browser.openTab() })
    expect(storedKeys()).not.toBeNull()
    await session.signOut()
    expect(storedKeys()).toBeNull()
  })

  it.each([
    ['a day old', dayMs],
    ['dated in the future because the clock was set back', -1],
  ])('are fetched again when the stored keys are %s', async (_what, ageMs) => {
    await visitHome()
    const { keys } = JSON.parse(storedKeys() ?? '')
    store(keys, clock.wallMs() - ageMs)
    expect(await signInAndCountKeyRequests()).toBe(1)
  })

  it('are fetched again when the stored keys lack the key of a token, because keys rotate', async () => {
    store([{ kty: 'RSA', kid: 'old', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'x'.repeat(342) }])
    expect(await signInAndCountKeyRequests()).toBe(1)
  })

  it('are fetched again when the stored key does not match the signature', async () => {
    await visitHome()
    const { keys } = JSON.parse(storedKeys() ?? '')
    store(keys.map((key: object) => ({ ...key, n: 'x'.repeat(342) })))
    expect(await signInAndCountKeyRequests()).toBe(1)
  })

  it.each([null, {}, 'text', [], [{}], [{ kty: 'oct', k: 'x' }]])(
    'are fetched when %j is stored instead of keys',
    async (junk) => {
      store(junk)
      expect(await signInAndCountKeyRequests()).toBe(1)
    },
  )

  it('are not stored by a sign-in that received no valid token', async () => {
    network.server.use(http.post(`${poolOrigin}/oauth2/token`, () => HttpResponse.json({ error: 'invalid_grant' })))
    const tab = browser.openTab()
    const session = await load(tab, await callbackPath(pool, tab))
    expect(problemKind(session)).toBe('unreadable')
    expect(storedKeys()).toBeNull()
  })

  it('are not stored when the idle page cannot fetch them', async () => {
    network.server.use(http.get(`${poolOrigin}${keysPath}`, () => HttpResponse.error()))
    await visitHome()
    expect(storedKeys()).toBeNull()
  })
})
