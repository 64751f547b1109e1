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

/** The home page, idle. */
async function visitHome() {
  const session = await load(browser.openTab(), '/')
  await session.prefetchKeys()
  return session
}

/** A sign-in of another tab, and how many requests for keys it sent. */
async function signInElsewhere(): Promise<number> {
  const before = network.countOf(keysPath)
  const tab = browser.openTab()
  const session = await load(tab, await callbackPath(pool, tab))
  expect(signedIn(session).person.email).toBe('minseo@example.com')
  return network.countOf(keysPath) - before
}

describe('the public keys of the pool', () => {
  it('that the idle home page has fetched verify the next sign-in without a request', async () => {
    await visitHome()
    expect(network.countOf(keysPath)).toBe(1)
    expect(await signInElsewhere()).toBe(0)
  })

  it('are fetched once: an idle page with keys sends nothing', async () => {
    const session = await visitHome()
    await session.prefetchKeys()
    await visitHome()
    expect(network.countOf(keysPath)).toBe(1)
  })

  it('of a sign-in are stored for the next one, and removed at the sign-out', async () => {
    const { session } = await signIn(pool, { tab: browser.openTab() })
    expect(storedKeys()).not.toBeNull()
    await session.signOut()
    expect(storedKeys()).toBeNull()
  })

  it.each([
    ['a day old', dayMs],
    ['of the future, since the clock was set', -1],
  ])('are fetched again when the stored ones are %s', async (_what, ageMs) => {
    await visitHome()
    const { keys } = JSON.parse(storedKeys() ?? '')
    store(keys, clock.wallMs() - ageMs)
    expect(await signInElsewhere()).toBe(1)
  })

  it('are fetched again when the stored ones lack the key of a token, since keys rotate', async () => {
    store([{ kty: 'RSA', kid: 'old', alg: 'RS256', use: 'sig', e: 'AQAB', n: 'x'.repeat(342) }])
    expect(await signInElsewhere()).toBe(1)
  })

  it('are fetched again when a stored one does not fit the signature', async () => {
    await visitHome()
    const { keys } = JSON.parse(storedKeys() ?? '')
    store(keys.map((key: object) => ({ ...key, n: 'x'.repeat(342) })))
    expect(await signInElsewhere()).toBe(1)
  })

  it.each([null, {}, 'text', [], [{}], [{ kty: 'oct', k: 'x' }]])('are fetched when %j is stored', async (junk) => {
    store(junk)
    expect(await signInElsewhere()).toBe(1)
  })

  it('are not stored when no token of theirs was good, unless no sign-in waited for them', async () => {
    network.server.use(http.post(`${poolOrigin}/oauth2/token`, () => HttpResponse.json({ error: 'invalid_grant' })))
    const tab = browser.openTab()
    const session = await load(tab, await callbackPath(pool, tab))
    expect(problemKind(session)).toBe('unreadable')
    expect(storedKeys()).toBeNull()
  })

  it('that cannot be fetched by the idle page change nothing', async () => {
    network.server.use(http.get(`${poolOrigin}${keysPath}`, () => HttpResponse.error()))
    await visitHome()
    expect(storedKeys()).toBeNull()
  })
})
