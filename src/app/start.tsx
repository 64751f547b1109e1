import type { ComponentType } from 'react'
import { pause } from '../auth/http/retry.ts'
import { createSession, type Session } from '../auth/session/session.ts'
import type { SessionState } from '../auth/store/session-state.ts'
import { browserPlatform } from '../browser/browser-platform.ts'
import { applyChosenTheme } from '../browser/theme.ts'
import { whenIdle } from '../browser/when-idle.ts'
import type { PageConfig } from '../config/app-config.ts'
import { basename, debugQuery, prerenderedPage } from '../config/paths.ts'
import { configForThisPage } from '../config/this-page.ts'
import { chooseLanguage } from '../i18n/language.ts'
import type { Language } from '../i18n/languages.ts'
import { loadMessages } from '../i18n/load-messages.ts'
import type { LandingPageProps } from '../pages/landing-page.tsx'
import { CrashPage } from '../pages/status/crash-page.tsx'
import { loadSecondaryPages } from '../pages/load-secondary-pages.ts'
import { App } from './app.tsx'
import { takeTemplate } from './drawn-page.ts'
import type { DrawnPage, Handoff } from './handoff.ts'
import { createMount, type Mount } from './mount.tsx'

/** The rest is loaded by then, even if a sign-in is still running: the network may be gone when it fails. */
const maxRestDelayMs = 2_000

/** Starts the app: language, configuration, session, and then React. */
export async function start(handoff: Handoff | null): Promise<void> {
  const page = document.documentElement
  const platform = browserPlatform(basename, () => page.lang)
  const store = platform.storage.browser
  const language = handoff?.language ?? chooseLanguage(location.search, store, navigator.languages)
  page.lang = language
  if (handoff === null) applyChosenTheme()
  const mount = createMount({ language, store, onMounted: () => handleQueuedClicks(handoff?.queuedClicks ?? []) })
  const begun = handoff?.begun ?? null
  const read = begun === null ? configForThisPage() : { ok: true as const, config: begun.config }
  if (!read.ok) return showConfigIssues(read, language, mount)
  const { session: config } = read.config
  // Where idle users are signed out, no page shows its user before it knows how long ago they used the app.
  const idle = config.idleSignOutMs === null ? null : await import('./start-with-idle.ts').catch(() => undefined)
  if (idle === undefined) return showLate(mount)
  const parts = Promise.all([loadLandingPage(language), loadMessages('primary', language)])
  const session = createSession(config, platform, begun?.signIn)
  const { apiUrl } = read.config
  const api = apiUrl === null ? null : { baseUrl: apiUrl, session, platform }
  // Before React mounts: no effect can run it twice.
  const begin = (url: URL) =>
    idle === null ? session.start(url) : idle.startWithIdle(session, platform, config, url, begun)
  const started = startSession(session, begin, mount)
  const loaded = await parts.catch(() => null)
  if (loaded === null) return showLate(mount)
  const drawn = handoff?.drawn ?? null
  if (handoff !== null) handoff.drawn = null
  const app = <App config={read.config} landingPage={loaded[0]} session={session} api={api} />
  const template = takeTemplate(drawn, language)
  if (template !== null && isAsDrawn(session.state(), drawn)) mount.hydrate(app, template)
  else mount.render(app)
  if (import.meta.env.DEV && debugQuery(location.search) !== '') {
    void import('../dev-panel/mount-dev-panel.tsx').then(({ mountDevPanel }) => mountDevPanel(session, config.domain))
  }
  await Promise.race([started, pause(platform.clock, maxRestDelayMs)])
  whenIdle(() => loadTheRest(session, language))
}

/** Null for a visit that starts elsewhere. */
async function loadLandingPage(language: Language): Promise<ComponentType<LandingPageProps> | null> {
  if (prerenderedPage(location.pathname) !== 'landing') return null
  const [{ LandingPage }] = await Promise.all([import('../pages/landing-page.tsx'), loadMessages('landing', language)])
  return LandingPage
}

function startSession(session: Session, begin: (url: URL) => Promise<void>, { element, render }: Mount): Promise<void> {
  const showStatus = () => {
    element.dataset['session'] = session.state().status
  }
  session.subscribe(showStatus)
  const started = begin(new URL(location.href)).catch((bug: unknown) => {
    render(<CrashPage />)
    throw bug
  })
  showStatus()
  return started
}

function handleQueuedClicks(queuedClicks: HTMLElement[]): void {
  document.documentElement.dataset['app'] = 'loaded'
  for (const button of queuedClicks.splice(0)) button.click()
}

/** False if another tab has changed the session since the page was drawn. */
function isAsDrawn(state: SessionState, drawn: DrawnPage | null): boolean {
  if (drawn?.page === 'landing') return state.status === 'restoring' || state.status === 'signed-out'
  return (
    drawn !== null && state.status === 'signed-in' && JSON.stringify(state.person) === JSON.stringify(drawn.profile)
  )
}

/** Without messages no page of the app can say that they are missing; index.html has a sentence for that. */
function showLate({ element }: Mount): void {
  element.replaceChildren()
  document.documentElement.dataset['late'] = ''
}

async function showConfigIssues(
  { issues, redirectUri }: Extract<PageConfig, { ok: false }>,
  language: Language,
  mount: Mount,
): Promise<void> {
  mount.element.dataset['session'] = 'failed'
  const parts = (['primary', 'secondary', 'config'] as const).map((part) => loadMessages(part, language))
  try {
    const [{ ConfigProblemPage }] = await Promise.all([import('../pages/secondary-pages.ts'), ...parts])
    mount.render(<ConfigProblemPage issues={issues} redirectUri={redirectUri} />)
  } catch {
    showLate(mount)
  }
}

function loadTheRest(session: Session, language: Language): void {
  loadSecondaryPages(language)
  void session.prefetchKeys()
}
