import { act, render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { App } from '../../src/app/app.tsx'
import { LandingPage } from '../../src/pages/landing-page.tsx'
import { loadSecondaryPages } from '../../src/pages/load-secondary-pages.ts'
import type { SessionConfig } from '../../src/auth/store/session-config.ts'
import { createSession, type Session } from '../../src/auth/session/session.ts'
import { LanguageProvider } from '../../src/i18n/language-context.tsx'
import type { Language } from '../../src/i18n/languages.ts'
import { loadMessages } from '../../src/i18n/load-messages.ts'
import { appOrigin, localConfig } from './local-app.ts'
import { openTab, type TestTab } from './test-browser.ts'
import type { TestClock } from './test-clock.ts'

interface AppOptions {
  readonly clock: TestClock
  readonly language?: Language
  readonly providers?: readonly string[]
  readonly sessionConfig?: Partial<SessionConfig>
  /** A tab that is open already; otherwise a new one. */
  readonly tab?: TestTab
  /** False to return while the session still starts. */
  readonly waits?: boolean
}

export interface OpenApp {
  readonly session: Session
  readonly tab: TestTab
  readonly person: ReturnType<typeof userEvent.setup>
}

/** Opens the app at a path: the real router and session under StrictMode, in a tab that writes down where it leaves for. */
export async function openApp(path: string, options: AppOptions): Promise<OpenApp> {
  const {
    clock,
    language = 'en',
    providers = ['Google'],
    tab = openTab({ clock }),
    sessionConfig,
    waits = true,
  } = options
  window.history.replaceState(null, '', path)
  await Promise.all([loadMessages('primary', language), loadMessages('landing', language)])
  const world = tab.load(path)
  const session = createSession(
    { ...localConfig, ...sessionConfig },
    {
      ...world,
      fetch: world.fetch,
      language: () => language,
      page: { ...world.page, currentPath, replacePath: (next) => window.history.replaceState(null, '', next) },
    },
  )
  loadSecondaryPages(language)
  const started = session.start(new URL(path, appOrigin))
  const config = {
    appName: 'Toyseven',
    providers,
    providerLabels: { SignInWithApple: 'Apple' },
    imageHosts: [],
    apiUrl: null,
    session: { ...localConfig, ...sessionConfig },
  }
  render(
    <LanguageProvider initial={language} store={null}>
      <App config={config} landingPage={LandingPage} session={session} api={null} />
    </LanguageProvider>,
  )
  if (waits) await act(() => started)
  return { session, tab, person: userEvent.setup() }
}

function currentPath(): string {
  return window.location.pathname + window.location.search + window.location.hash
}
