import { expect, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { startEarlyAuth, type EarlyAuth } from '../../early/early-auth.ts'
import type { SessionConfig } from '../../src/auth/store/session-config.ts'
import { createSession, type Session } from '../../src/auth/session/session.ts'
import type { SignedIn } from '../../src/auth/store/session-state.ts'
import type { Platform } from '../../src/browser/platform.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { appOrigin, localConfig } from './local-app.ts'
import { keysOf } from './memory-storage.ts'
import { openTab, type TestTab } from './test-browser.ts'

/**
 * Loads the app in a tab at a path, as a browser does with a build: a new session over whatever the tab has stored, and
 * over what the script inside the HTML has begun.
 */
export async function load(tab: TestTab, path: string, config: Partial<SessionConfig> = {}): Promise<Session> {
  const platform = tab.load(path)
  const early = startEarly(tab, platform, path, config)
  const session = createSession({ ...localConfig, ...config }, platform, early)
  await startAfter(early, session, path)
  return session
}

/** Starts the session, and checks that its state at once is what the HTML may have drawn: the user, or nothing. */
export function startAfter(early: EarlyAuth, session: Session, path: string): Promise<void> {
  const url = new URL(path, appOrigin)
  const drawn = early.user()
  const started = session.start(url)
  const state = session.state()
  // The session leaves a redirect URI without a response at once: nothing is drawn there.
  const shown = state.status === 'signed-in' && url.pathname !== '/callback' ? state.person : null
  expect(drawn).toEqual(shown)
  return started
}

/** Runs what the script inside the HTML runs. */
export function startEarly(
  tab: TestTab,
  platform: Platform,
  path: string,
  config: Partial<SessionConfig> = {},
): EarlyAuth {
  const url = new URL(path, appOrigin)
  return startEarlyAuth({ ...localConfig, ...config }, platform, {
    url,
    requiresAuth: url.pathname === '/guarded',
    isLanding: url.pathname === '/',
    wasBackForward: () => tab.wasBackForward,
  })
}

/** Waits until the tab has left for somewhere, for the first time or another; PKCE takes the machine a moment. */
export async function departure(tab: TestTab, count = 1): Promise<URL> {
  await vi.waitFor(() => expect(tab.departures).toHaveLength(count), { interval: 1 })
  return lastDeparture(tab)
}

export function lastDeparture(tab: TestTab): URL {
  return new URL(tab.departures.at(-1) ?? 'nowhere:')
}

interface SignInOptions {
  readonly tab?: TestTab
  readonly email?: string
  readonly returnTo?: string
  readonly config?: Partial<SessionConfig>
}

/** Begins a sign-in in a tab and goes through the pool's pages. Gives the path at which it comes back to the app. */
export async function callbackPath(
  pool: LocalPool,
  tab: TestTab,
  { email = 'minseo@example.com', returnTo = '/account', config = {} }: Omit<SignInOptions, 'tab'> = {},
): Promise<string> {
  const before = await load(tab, '/', config)
  await before.signIn({ returnTo })
  const callback = await createVisitor(pool).signIn(lastDeparture(tab).href, email)
  return callback.slice(appOrigin.length)
}

/** Goes the whole way: from a button, through the pool's pages, to a tab with somebody signed in. */
export async function signIn(pool: LocalPool, options: SignInOptions = {}) {
  const { tab = openTab(), ...way } = options
  const callback = await callbackPath(pool, tab, way)
  const session = await load(tab, callback, way.config)
  return { tab, session, callback }
}

export function signedIn(session: Session): SignedIn {
  const state = session.state()
  if (state.status !== 'signed-in') throw new Error(`Nobody is signed in: ${JSON.stringify(state)}`)
  return state
}

export function problemKind(session: Session): string {
  const state = session.state()
  return state.status === 'failed' ? state.problem.kind : state.status
}

/** Everything a tab and its browser have stored, to search for what must not be there. */
export function stored({ sessionStorage, browser }: TestTab): string {
  return [sessionStorage, browser.localStorage]
    .flatMap((storage) => keysOf(storage).map((key) => `${key}=${storage.getItem(key)}`))
    .join('\n')
}
