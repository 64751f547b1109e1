import { createSession, type Session } from '../../src/auth/session/session.ts'
import type { SessionConfig } from '../../src/auth/store/session-config.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { startAfter, startEarly } from './app-tab.ts'
import { appOrigin, localConfig } from './local-app.ts'
import type { TestBrowser, TestTab } from './test-browser.ts'

/** Longer than a tab waits for the responses of the other tabs. */
export const talkMs = 500

export interface Visit {
  readonly tab: TestTab
  readonly session: Session
}

/** Opens the app in a tab, a new one by default, and waits until the other tabs can have responded. */
export async function visit(
  browser: TestBrowser,
  path = '/account',
  tab = browser.openTab(),
  config: Partial<SessionConfig> = {},
): Promise<Visit> {
  const { started, ...opened } = open(tab, path, config)
  await browser.clock.advance(talkMs)
  await started
  return opened
}

/** Opens the app in a tab without waiting. */
export function open(
  tab: TestTab,
  path: string,
  config: Partial<SessionConfig> = {},
): Visit & { readonly started: Promise<void> } {
  const platform = tab.load(path)
  const early = startEarly(tab, platform, path, config)
  const session = createSession({ ...localConfig, ...config }, platform, early)
  return { tab, session, started: startAfter(early, session, path) }
}

/** Opens the app in a tab and signs in there through the pool's pages. */
export async function signInAs(
  pool: LocalPool,
  browser: TestBrowser,
  email = 'minseo@example.com',
  { tab, config = {} }: { readonly tab?: TestTab; readonly config?: Partial<SessionConfig> } = {},
): Promise<Visit> {
  const before = await visit(browser, '/', tab, config)
  await before.session.signIn({ returnTo: '/account' })
  const callback = await createVisitor(pool).signIn(before.tab.departures.at(-1) ?? '', email)
  return visit(browser, callback.slice(appOrigin.length), before.tab, config)
}

/** The email address of the user that a page shows, or the page's other state. */
export function shown({ session }: Visit): string | null {
  const state = session.state()
  if (state.status === 'signed-in') return state.person.email
  if (state.status === 'signed-out') return `signed-out after ${state.after}`
  return state.status === 'failed' ? state.problem.kind : state.status
}
