import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createSession } from '../../src/auth/session/session.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import {
  callbackPath,
  departure,
  lastDeparture,
  load,
  loadEarly,
  problemKind,
  signedIn,
  signIn,
  startEarly,
} from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { fill, keysOf } from '../support/memory-storage.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { openTab, TestBrowser } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

const tokenPath = '/oauth2/token'
const keysPath = `${new URL(localConfig.issuer).pathname}/.well-known/jwks.json`.replace('//', '/')
const unexpected = () => expect.unreachable()
const requests = () => [network.countOf(tokenPath), network.countOf(keysPath)]
const newTab = () => openTab({ clock })

/** Signs in on the pool's pages. Returns the tab and the path of the callback. */
async function signInOnPoolPages(tab = newTab(), config = {}) {
  return { tab, path: await callbackPath(pool, tab, { config }) }
}

describe('a callback, before the app is loaded', () => {
  it('sends the code and requests the keys; the session uses both responses and sends no request', async () => {
    const { tab, path } = await signInOnPoolPages()
    const { session, start } = loadEarly(tab, path)
    await network.asked(tokenPath)
    await network.asked(keysPath)
    expect(requests()).toEqual([1, 1])
    await start()
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(requests()).toEqual([1, 1])
  })

  it('A13: is removed from the URL at once', async () => {
    const { tab, path } = await signInOnPoolPages()
    expect(path).toContain('code=')
    loadEarly(tab, path)
    expect(tab.address()).toBe('/callback')
  })

  it('sends the code also at a redirect URI without a path', async () => {
    const config = { redirectUri: appOrigin }
    const { tab, path } = await signInOnPoolPages(newTab(), config)
    const { auth, session, start } = loadEarly(tab, path, config)
    await network.asked(tokenPath)
    expect(tab.address()).toBe('/')
    expect(auth.showsLanding).toBe(false)
    await start()
    expect(signedIn(session).arrival).toBe('/account')
  })

  it.each([true, false])(
    'is handled where the host has added a slash, with early/: %s; the token request has the configured URI',
    async (withEarly) => {
      const { tab, path } = await signInOnPoolPages()
      const added = path.replace('/callback?', '/callback/?')
      expect(added).not.toBe(path)
      let form = new URLSearchParams()
      network.server.use(
        http.post(tokenUrl, async ({ request }) => {
          form = new URLSearchParams(await request.clone().text())
          return undefined
        }),
      )
      const platform = tab.load(added)
      const early = withEarly ? startEarly(tab, platform, added) : null
      const session = createSession(localConfig, platform, early)
      const started = session.start(new URL(added, appOrigin))
      expect(tab.address()).toBe('/callback')
      await started
      expect(signedIn(session).arrival).toBe('/account')
      expect(form.get('redirect_uri')).toBe(localConfig.redirectUri)
    },
  )

  it.each([true, false])(
    'leaves a redirect URI with an added slash and no response, with early/: %s',
    async (early) => {
      const tab = newTab()
      const platform = tab.load('/callback/')
      if (early) startEarly(tab, platform, '/callback/')
      else await createSession(localConfig, platform).start(new URL('/callback/', appOrigin))
      expect(tab.address()).toBe('/')
    },
  )

  it.each([
    ['A01: with an unknown state', (path: string) => path.replace(/state=./, 'state=x')],
    ['A06: of another issuer', (path: string) => `${path}&iss=https%3A%2F%2Fevil.example`],
    ['A10: with two codes', (path: string) => `${path}&code=another`],
    ['with an error', (path: string) => path.replace(/code=[^&]*/, 'error=server_error')],
  ])('%s sends no request', async (_name, change) => {
    const { tab, path } = await signInOnPoolPages()
    const { session, start } = loadEarly(tab, change(path))
    expect(tab.address()).toBe('/callback')
    await start()
    expect(session.state().status).toBe('failed')
    expect(requests()).toEqual([0, 0])
  })

  it('that fails is shown by the session as its problem', async () => {
    const { tab, path } = await signInOnPoolPages()
    network.server.use(http.post(tokenUrl, () => HttpResponse.error()))
    const { session, start } = loadEarly(tab, path)
    await network.asked(tokenPath)
    const started = start()
    await clock.advance(20_000)
    await started
    expect(problemKind(session)).toBe('network')
  })

  it('F03: has its token request aborted when the session times out', async () => {
    const { tab, path } = await signInOnPoolPages()
    const aborted = new Promise<void>((resolve) => {
      network.server.use(
        http.post(tokenUrl, ({ request }) => {
          request.signal.addEventListener('abort', () => resolve())
          return new Promise<Response>(() => {})
        }),
      )
    })
    const { session, start } = loadEarly(tab, path)
    const started = start()
    await network.asked(tokenPath)
    await clock.advance(10_000)
    await started
    await aborted
    expect(problemKind(session)).toBe('timeout')
  })

  it('has its response read once: a retry sends the code again', async () => {
    const { tab, path } = await signInOnPoolPages()
    let count = 0
    network.server.use(
      http.post(tokenUrl, () => {
        count += 1
        return count === 1 ? HttpResponse.error() : undefined
      }),
    )
    const { session, start } = loadEarly(tab, path)
    await network.asked(tokenPath)
    const started = start()
    await clock.advance(5_000)
    await started
    expect(signedIn(session).person.email).toBe('minseo@example.com')
    expect(count).toBe(2)
  })
})

describe('a guarded page, before the app is loaded', () => {
  it('redirects at once if no user is signed in, and the session does not redirect again', async () => {
    const tab = newTab()
    const { session, start } = loadEarly(tab, '/guarded?a=1#b')
    const { searchParams } = await departure(tab)
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    await start()
    await session.signIn({ returnTo: '/guarded', isAutomatic: true })
    expect(tab.departures).toHaveLength(1)
    const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, 'minseo@example.com')
    expect(signedIn(await load(tab, callback.slice(appOrigin.length))).arrival).toBe('/guarded?a=1#b')
  })

  it('does not redirect if a user is signed in, in this tab or another tab', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    tab.departures.length = 0
    expect(loadEarly(tab, '/guarded').auth.isLeaving()).toBe(false)
    expect(loadEarly(tab.browser.openTab(), '/guarded').auth.isLeaving()).toBe(false)
  })

  it('F34: does not redirect after Back or Forward, even if a redirect had started before', async () => {
    const tab = newTab()
    const { auth } = loadEarly(tab, '/guarded')
    await departure(tab)
    expect(auth.isLeaving()).toBe(true)
    tab.wasBackForward = true
    expect(auth.isLeaving()).toBe(false)
    const fresh = newTab()
    fresh.wasBackForward = true
    expect(loadEarly(fresh, '/guarded').auth.isLeaving()).toBe(false)
    // No sign-in has started: no redirect is counted, and no sign-in is pending.
    expect(keysOf(fresh.sessionStorage)).toEqual([])
  })

  it('A73: redirects no more than twice, and the session shows the reason', async () => {
    const tab = newTab()
    for (const count of [1, 2]) {
      loadEarly(tab, '/guarded')
      await departure(tab, count)
    }
    const { auth, session, start } = loadEarly(tab, '/guarded')
    expect(auth.isLeaving()).toBe(false)
    await start()
    await session.signIn({ returnTo: '/guarded', isAutomatic: true })
    expect(session.state()).toMatchObject({ status: 'signed-out', after: 'redirects' })
    expect(tab.departures).toHaveLength(2)
  })

  it.each(['tab-storage', 'browser-storage'] as const)(
    'F24: leaves the sign-in to the app without %s',
    async (part) => {
      const tab = openTab({ clock, without: [part] })
      const { auth, session, start } = loadEarly(tab, '/guarded', {
        storage: part === 'tab-storage' ? 'tab' : 'browser',
      })
      expect(auth.isLeaving()).toBe(false)
      await start()
      await session.signIn({ returnTo: '/guarded', isAutomatic: true })
      expect(problemKind(session)).toBe('storage-blocked')
      expect(tab.departures).toEqual([])
    },
  )
})

describe('a signed-in user, before the app is loaded', () => {
  it('can be shown at once, and is the same as in the session', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const { auth, session, start } = loadEarly(tab, '/guarded')
    expect(auth.user()).toMatchObject({ email: 'minseo@example.com', provider: null })
    const started = start()
    expect(signedIn(session).person).toEqual(auth.user())
    await started
  })

  it('A61: is removed as soon as another tab signs out', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const { auth } = loadEarly(tab, '/guarded')
    const other = tab.browser.duplicate(tab)
    const { session, start } = loadEarly(other, '/guarded')
    await start()
    expect(auth.user()).not.toBeNull()
    void session.signOut()
    expect(auth.user()).toBeNull()
  })

  it('A62: is not shown after another user has signed in', async () => {
    const browser = new TestBrowser({ clock })
    const { tab } = await signIn(pool, { tab: browser.openTab() })
    await signIn(pool, { tab: browser.openTab(), email: 'jordan@example.com' })
    expect(loadEarly(tab, '/guarded').auth.user()).toBeNull()
  })

  it('F10: is not shown with an expired access token before the session has refreshed it', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    tab.unload()
    await clock.advance(3_600_000)
    const { auth, session, start } = loadEarly(tab, '/guarded')
    expect(auth.user()).toBeNull()
    await start()
    expect(signedIn(session).person.email).toBe('minseo@example.com')
  })

  it.each(['not JSON', '{}', 'null'])('is not shown from a record that contains %s', async (record) => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const key = keysOf(tab.sessionStorage).find((name) => name.startsWith('oidc.user:')) ?? ''
    tab.sessionStorage.setItem(key, record)
    expect(loadEarly(tab, '/guarded').auth.user()).toBeNull()
  })

  it('is not shown at a redirect URI, which the session leaves, unless that is the home page', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    const at = (path: string, redirectUri: string) => loadEarly(tab, path, { redirectUri }).auth.user()
    expect(at('/guarded', `${appOrigin}/guarded`)).toBeNull()
    expect(at('/', appOrigin)).not.toBeNull()
  })

  it('is not shown at a callback', async () => {
    const { tab } = await signIn(pool, { tab: newTab() })
    expect(loadEarly(tab, '/callback?code=a&state=b').auth.user()).toBeNull()
  })
})

describe('the landing page, before the app is loaded', () => {
  it('is shown from the HTML only when no user is signed in', async () => {
    expect(loadEarly(newTab(), '/').auth.showsLanding).toBe(true)
    expect(loadEarly(newTab(), '/callback').auth.showsLanding).toBe(false)
    const { tab } = await signIn(pool, { tab: newTab() })
    expect(loadEarly(tab, '/').auth.showsLanding).toBe(false)
    expect(loadEarly(tab.browser.openTab(), '/').auth.showsLanding).toBe(false)
  })

  it('starts a sign-in on a click, with the provider of the button', async () => {
    const tab = newTab()
    const { auth } = loadEarly(tab, '/')
    auth.signIn('/account', 'Google', unexpected)
    expect((await departure(tab)).searchParams.get('identity_provider')).toBe('Google')
    auth.signIn('/account', undefined, unexpected)
    expect((await departure(tab, 2)).searchParams.has('identity_provider')).toBe(false)
  })

  it('uses another code verifier for each sign-in', async () => {
    const tab = newTab()
    const { auth } = loadEarly(tab, '/')
    auth.signIn('/account', undefined, unexpected)
    const first = (await departure(tab)).searchParams.get('code_challenge')
    auth.signIn('/account', 'Google', unexpected)
    expect((await departure(tab, 2)).searchParams.get('code_challenge')).not.toBe(first)
  })

  it('F25: reports a failure and does not redirect when the storage has no room for the sign-in', async () => {
    const tab = newTab()
    const { auth } = loadEarly(tab, '/')
    fill(tab.sessionStorage)
    await new Promise<void>((resolve) => auth.signIn('/account', undefined, resolve))
    expect(tab.departures).toEqual([])
  })
})
