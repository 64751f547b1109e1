import { beforeEach, describe, expect, it } from 'vitest'
import { createSession } from '../../src/auth/session/session.ts'
import { departure, lastDeparture, problemKind, startEarly } from '../support/app-tab.ts'
import { localConfig } from '../support/local-app.ts'
import { fill, keysOf } from '../support/memory-storage.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

let clock: TestClock
let tab: TestTab

beforeEach(() => {
  clock = new TestClock()
  tab = openTab({ clock })
})

const pendingSignIns = () => keysOf(tab.sessionStorage).filter((key) => /^oidc\.[0-9a-f]{32}$/.test(key))

/** Each function loads a page and returns the handler of its sign-in button. */
const buttons = {
  'the script inside the HTML': () => {
    const auth = startEarly(tab, tab.load('/'), '/')
    return (provider?: string) => {
      auth.signIn('/account', provider, () => expect.unreachable())
      return Promise.resolve()
    }
  },
  'the app': () => {
    const session = createSession(localConfig, tab.load('/'))
    return (provider?: string) => session.signIn(provider === undefined ? {} : { provider })
  },
}

describe.each(Object.entries(buttons))('a sign-in button of %s', (_name, load) => {
  it('that is clicked twenty times sends one authorize request and stores one pending sign-in', async () => {
    const click = load()
    for (let count = 0; count < 20; count += 1) void click()
    await departure(tab)
    for (let count = 0; count < 20; count += 1) await click()
    await clock.advance(4_999)
    await click()
    expect(tab.departures).toHaveLength(1)
    expect(pendingSignIns()).toHaveLength(1)
  })

  it('works again after five seconds, in case the redirect failed', async () => {
    const click = load()
    await click()
    await departure(tab)
    await clock.advance(5_000)
    await click()
    await departure(tab, 2)
    expect(tab.departures).toHaveLength(2)
  })

  it('redirects to another provider at once', async () => {
    const click = load()
    await click()
    await departure(tab)
    await click('Google')
    await departure(tab, 2)
    expect(lastDeparture(tab).searchParams.get('identity_provider')).toBe('Google')
  })
})

describe('a sign-in button whose sign-in could not be stored', () => {
  it('works as soon as the storage has room', async () => {
    const session = createSession(localConfig, tab.load('/'))
    await session.start(new URL('http://localhost:3000/'))
    const setItem: unknown = Reflect.get(tab.sessionStorage, 'setItem')
    fill(tab.sessionStorage)
    await session.signIn()
    expect(problemKind(session)).toBe('storage-blocked')
    Reflect.set(tab.sessionStorage, 'setItem', setItem)
    await session.signIn()
    await departure(tab)
  })
})
