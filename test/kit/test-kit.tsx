import { act, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router-dom'
import { beforeEach } from 'vitest'
import type { PoolConfig } from '../../local-cognito/config/pool-config.ts'
import { defaultPoolConfig, localClientId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createSession, type Session } from '../../src/auth/session/session.ts'
import { LanguageProvider } from '../../src/i18n/language-context.tsx'
import type { Language } from '../../src/i18n/languages.ts'
import { loadMessages } from '../../src/i18n/load-messages.ts'
import { SessionConfigContext } from '../../src/pages/layout/session-config.ts'
import { ApiContext } from '../../src/react/api-context.ts'
import { AuthProvider } from '../../src/react/auth-provider.tsx'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { joinNetwork, type TestNetwork } from '../support/pool.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'
import { emailOf, storedSession } from './stored-session.ts'

interface SessionOptions {
  /** A person of the local pool, `minseo` or an e-mail address; null for a visitor who is not signed in. */
  readonly person?: string | null
  /** The groups that the person is in, in the place of the configured ones. */
  readonly groups?: readonly string[]
  /** How long the access token is valid, in seconds. */
  readonly expiresIn?: number
  /** Where the page is, with query and hash. */
  readonly path?: string
  readonly language?: Language
  /** The base URL of an API whose answers the test gives with `kit.server.use(…)`. */
  readonly apiUrl?: string
}

interface RenderedPage {
  readonly session: Session
  readonly tab: TestTab
  readonly user: ReturnType<typeof userEvent.setup>
}

export interface TestKit {
  /** The clock of the app and of the pool. `await act(() => kit.clock.advance(60_000))` lets a minute pass. */
  readonly clock: TestClock
  /** The local pool, which answers through MSW. */
  readonly pool: LocalPool
  /** MSW's server, for the handlers of your own API. */
  readonly server: TestNetwork['server']
  /** Renders a page of the app for a signed-in user, by default `minseo`. No request is sent for that. */
  readonly renderWithSession: (page: ReactNode, options?: SessionOptions) => Promise<RenderedPage>
}

/**
 * Tools for tests of your own pages, in Vitest: the real session against the local pool, a clock that the test moves, and
 * MSW between them. Call it once at the top of a test file.
 */
export function createTestKit(): TestKit {
  const network = joinNetwork()
  let clock: TestClock
  let pool: LocalPool
  beforeEach(async () => {
    clock = new TestClock()
    pool = await network.startPool(clock)
  })
  return {
    get clock() {
      return clock
    },
    get pool() {
      return pool
    },
    server: network.server,
    async renderWithSession(page, options = {}) {
      const { person = 'minseo', groups, expiresIn } = options
      if (groups !== undefined) pool = await network.startPool(clock, withGroups(emailOf(person ?? ''), groups))
      if (expiresIn !== undefined) pool.setAccessTokenLifetime(localClientId, expiresIn)
      const tab = openTab({ clock })
      if (person !== null) await storeSession(tab, pool, person)
      return renderIn(tab, page, options)
    },
  }
}

function withGroups(email: string, groups: readonly string[]): PoolConfig {
  const people = defaultPoolConfig.people.map((person) =>
    person.email === email ? { ...person, groups: [...groups] } : person,
  )
  return { ...defaultPoolConfig, people }
}

async function storeSession(tab: TestTab, pool: LocalPool, person: string): Promise<void> {
  const stored = await storedSession(pool, person, tab.clock.wallMs())
  for (const [key, value] of Object.entries(stored.sessionStorage)) tab.sessionStorage.setItem(key, value)
  for (const [key, value] of Object.entries(stored.localStorage)) tab.browser.localStorage.setItem(key, value)
}

async function renderIn(
  tab: TestTab,
  page: ReactNode,
  { path = '/', language = 'en', apiUrl }: SessionOptions,
): Promise<RenderedPage> {
  const parts = ['primary', 'landing', 'secondary'] as const
  await Promise.all(parts.map((part) => loadMessages(part, language)))
  const platform = tab.load(path)
  const session = createSession(localConfig, platform)
  const api = apiUrl === undefined ? null : { baseUrl: apiUrl, session, platform }
  const started = session.start(new URL(path, appOrigin))
  render(
    <LanguageProvider initial={language} store={null}>
      <SessionConfigContext value={localConfig}>
        <AuthProvider session={session}>
          <ApiContext value={api}>
            <MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>
          </ApiContext>
        </AuthProvider>
      </SessionConfigContext>
    </LanguageProvider>,
  )
  await act(() => started)
  return { session, tab, user: userEvent.setup() }
}
