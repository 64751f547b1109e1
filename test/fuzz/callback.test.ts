import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  oneof,
  shuffledSubarray,
  string,
  tuple,
} from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { load, stored } from '../support/app-tab.ts'
import { localConfig } from '../support/local-app.ts'
import { copyStorage } from '../support/memory-storage.ts'
import { TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { createAnswers, createNetwork, type Answers } from './answers.ts'
import { cases, depth } from './cases.ts'
import { beginOne } from './pending.ts'

const goodCode = '6f1c9a4e-0000-4000-8000-1234567890ab'
let answers: Answers
let pendingStorage: Storage
let signedInStorages: { tab: Storage; browser: Storage }
let state: string
let nonce: string

beforeAll(async () => {
  answers = await createAnswers()
  ;({ state, nonce, storage: pendingStorage } = await beginOne())
  const home = await openCallback(`?code=${goodCode}&state=${state}`, pendingStorage)
  if (home.status !== 'signed-in') throw new Error('The good case does not sign in.')
  // A user is signed in, and another sign-in of this tab is pending.
  signedInStorages = { tab: home.tab.sessionStorage, browser: home.tab.browser.localStorage }
  for (let index = 0; index < pendingStorage.length; index += 1) {
    const key = pendingStorage.key(index) ?? ''
    signedInStorages.tab.setItem(key, pendingStorage.getItem(key) ?? '')
  }
})

async function openCallback(search: string, tabStorage: Storage, browserStorage?: Storage) {
  const clock = new TestClock()
  const network = createNetwork(answers.keys, (form) =>
    form.get('code') === goodCode
      ? Response.json(answers.good(nonce, clock.wallMs()))
      : Response.json({ error: 'invalid_grant' }, { status: 400 }),
  )
  const browser = new TestBrowser({ clock, fetch: network.fetch, without: ['channel'] })
  if (browserStorage !== undefined) {
    const copy = copyStorage(browserStorage)
    for (let index = 0; index < copy.length; index += 1) {
      const key = copy.key(index) ?? ''
      browser.localStorage.setItem(key, copy.getItem(key) ?? '')
    }
  }
  const tab = browser.openTab(copyStorage(tabStorage))
  // If this rejected, the user would see the crash page.
  const session = await load(tab, `/callback${search}`)
  return { tab, network, session, status: session.state().status }
}

type Pair = readonly [string, string]

const names = ['code', 'state', 'error', 'error_description', 'iss', 'access_token', 'id_token', 'response', 'foo']
const otherFlows = ['access_token', 'id_token', 'response']
const anyText = string({ unit: 'binary', maxLength: 60 })
const value = () =>
  oneof(
    { weight: 3, arbitrary: constantFrom('good-code', 'the-state', 'the-issuer', '') },
    { weight: 1, arbitrary: constantFrom('__proto__', '../../x', 'A'.repeat(5_000), '<script>', 'b'.repeat(32)) },
    { weight: 1, arbitrary: anyText },
  )
const good: readonly Pair[] = [
  ['code', 'good-code'],
  ['state', 'the-state'],
]
const pairs = oneof(
  // A valid response with parameters added, repeated, left out or in another order.
  tuple(
    array(tuple(constantFrom(...names), value()), { maxLength: 2 }),
    shuffledSubarray([...good], { minLength: 1 }),
  ).map(([more, some]): Pair[] => [...some, ...more]),
  array(tuple(oneof(constantFrom(...names), anyText), value()), { maxLength: 6 }),
)
const hash = oneof(
  { weight: 8, arbitrary: constant('') },
  { weight: 1, arbitrary: constantFrom('#top', '#access_token=x', '#code=good-code&state=x', '#error=x') },
  { weight: 1, arbitrary: anyText.map((text) => `#${encodeURIComponent(text)}`) },
)

const actualValue = (text: string) => {
  if (text === 'good-code') return goodCode
  if (text === 'the-state') return state
  return text === 'the-issuer' ? localConfig.issuer : text
}
const queryOf = (list: readonly Pair[]) =>
  `?${list.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(actualValue(text))}`).join('&')}`

/** Whether the parameters are exactly the valid response. It reads the generated list, not the URL. */
function isGood(list: readonly Pair[], fragment: string): boolean {
  const all = (name: string) => list.filter(([other]) => other === name).map(([, text]) => text)
  const isForeign = otherFlows.some((name) => all(name).length > 0) || all('error').length > 0
  const issuers = all('iss')
  const isOurIssuer = issuers.length === 0 || (issuers.length === 1 && issuers[0] === 'the-issuer')
  const isFragmentResponse = /^#(access_token|code|error)=/.test(fragment)
  return (
    all('code').join() === 'good-code' &&
    all('state').join() === 'the-state' &&
    isOurIssuer &&
    !isForeign &&
    !isFragmentResponse
  )
}

describe('any callback URL', () => {
  it(
    'signs in only with the valid response, sends one token request at most, and loses its parameters at once',
    { timeout: 600_000 },
    async () => {
      let goodCount = 0
      await assert(
        asyncProperty(pairs, hash, async (list, fragment) => {
          const { tab, network, status } = await openCallback(queryOf(list) + fragment, pendingStorage)
          const expected = isGood(list, fragment)
          goodCount += Number(expected)
          expect(status === 'signed-in').toBe(expected)
          expect(network.countOf('/oauth2/token')).toBeLessThanOrEqual(1)
          expect(['/', '/callback']).toContain(tab.path)
          expect(tab.departures).toEqual([])
          expect(['signed-in', 'signed-out', 'failed']).toContain(status)
          expect(/access_token|refresh_token/.test(stored(tab))).toBe(expected)
        }),
        cases(10_000),
      )
      expect(goodCount).toBeGreaterThan(50 * depth)
    },
  )

  it('never signs out the current user', { timeout: 600_000 }, async () => {
    await assert(
      asyncProperty(pairs, hash, async (list, fragment) => {
        const { tab: storage, browser } = signedInStorages
        const { tab, session } = await openCallback(queryOf(list) + fragment, storage, browser)
        await session.dismiss()
        expect(session.state().status).toBe('signed-in')
        expect(tab.departures).toEqual([])
      }),
      cases(2_000),
    )
  })

  it('with a random query does not sign in and sends no token request', { timeout: 600_000 }, async () => {
    await assert(
      asyncProperty(string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const { tab, status, network } = await openCallback(`?${text}`, pendingStorage)
        expect(status).not.toBe('signed-in')
        expect(network.countOf('/oauth2/token')).toBe(0)
        expect(['/', '/callback']).toContain(tab.path)
      }),
      cases(2_000),
    )
  })
})
