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
 * Loads the app in a tab at a path, as a browser loads a build: starts the inline script of the HTML, and then a new
 * session with the data that the tab has stored.
 */
export async function load(tab: TestTab, path: string, config: Partial<SessionConfig> = {}): Promise<Session> {
  const platform = tab.load(path)
  const early = startEarly(tab, platform, path, config)
  const session = createSession({ ...localConfig, ...config }, platform, early)
  await startAfter(early, session, path)
  return session
}

/** Starts the session, and checks its first state: the HTML may have drawn the same user, or otherwise no user. */
export function startAfter(early: EarlyAuth, session: Session, path: string): Promise<void> {
  const url = new URL(path, appOrigin)
  const drawn = early.user()
  const started = session.start(url)
  const state = session.state()
  // The session leaves a redirect URI without a response at once, so the HTML draws no user on it.
  const shown = state.status === 'signed-in' && url.pathname !== '/callback' ? state.person : null
  expect(drawn).toEqual(shown)
  return started
}

/** Runs the code of the inline script of the HTML. */
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

/** Waits until the tab has left `count` times, because PKCE takes a moment. Returns the last URL that it left for. */
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

/** Starts a sign-in in a tab and completes it on the pool's pages. Returns the path of the callback. */
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

/** Signs in completely: starts at the landing page, goes through the pool's pages, and loads the callback. */
export async function signIn(pool: LocalPool, options: SignInOptions = {}) {
  const { tab = openTab(), ...flow } = options
  const callback = await callbackPath(pool, tab, flow)
  const session = await load(tab, callback, flow.config)
  return { tab, session, callback }
}

export function signedIn(session: Session): SignedIn {
  const state = session.state()
  if (state.status !== 'signed-in') throw new Error(`No user is signed in: ${JSON.stringify(state)}`)
  return state
}

export function problemKind(session: Session): string {
  const state = session.state()
  return state.status === 'failed' ? state.problem.kind : state.status
}

/** All data that a tab and its browser have stored, so that a test can search it for secrets. */
export function stored({ sessionStorage, browser }: TestTab): string {
  return [sessionStorage, browser.localStorage]
    .flatMap((storage) => keysOf(storage).map((key) => `${key}=${storage.getItem(key)}`))
    .join('\n')
}

/** Loads a page and runs the script inside the HTML. `start` then starts the session of the app. */
export function loadEarly(tab: TestTab, path: string, config = {}) {
  const platform = tab.load(path)
  const auth = startEarly(tab, platform, path, config)
  const session = createSession({ ...localConfig, ...config }, platform, auth)
  return { auth, session, start: () => startAfter(auth, session, path) }
}
