import { createApi } from './api/api.ts'
import { App } from './app.tsx'
import { configForPage, type AppConfig } from './config.ts'
import { afterNextFrame } from './frames.ts'
import { takeUpHeadStart, type Begun, type Drawn } from './head-start/begun.ts'
import { isOf } from './head-start/person-facts.ts'
import { createMount, type Mount } from './mount.tsx'
import { watchHistoryVisits } from './navigation.ts'
import { Crash } from './pages/crash.tsx'
import { loadOtherPages } from './pages/fetched.ts'
import { withHeadStart } from './session/head-start.ts'
import type { ConfigIssue } from './session/problem.ts'
import { createSession } from './session/session.ts'
import type { SessionState } from './session/state.ts'
import type { World } from './session/world.ts'
import { chooseLanguage, type Language } from './text/language.ts'
import { timesIn } from './text/times.ts'
import { keepWords, loadWords, speak } from './text/words.ts'
import { browserWorld } from './world.ts'

interface Surroundings {
  readonly begun: Begun
  readonly world: World
  readonly url: URL
  readonly language: Language
  /** Everything that the first page says is here when all of these are. */
  readonly words: readonly Promise<void>[]
  readonly mount: Mount
}

watchHistoryVisits()
const taken = takeUpHeadStart()
// The page is drawn already: the browser may do something else between two long pieces of work.
if (taken.drawn !== null) afterNextFrame(() => void open(taken))
else void open(taken)

async function open(begun: Begun): Promise<void> {
  const { session: headStart, words: fetched } = begun
  const page = document.documentElement
  const world = withHeadStart(
    browserWorld(() => page.lang),
    headStart,
  )
  const store = world.storage.browser
  const language = begun.language ?? chooseLanguage(location.search, store, navigator.languages)
  page.lang = language
  const onHere = () => {
    page.dataset['app'] = 'here'
    for (const button of begun.pressed.splice(0)) button.click()
  }
  const mount = createMount({ language, store, onHere })
  if (fetched !== null) keepWords('main', language, fetched)
  const words = [speak(language), loadWords('main')]
  const surroundings = { begun, world, url: headStart?.url ?? new URL(location.href), language, words, mount }
  whenIdle(() => void removeServiceWorkers())
  const read = configForPage(import.meta.env.APP_CONFIG, location)
  await (read.ok ? start(read.config, surroundings) : showConfigProblem(read.issues, surroundings))
}

/** The session takes the address first: React has not mounted yet, and no effect could run it twice. */
async function start(config: AppConfig, { begun, world, url, language, words, mount }: Surroundings): Promise<void> {
  const session = createSession(config.session, world)
  const api = config.apiUrl === null ? null : createApi(config.apiUrl, session, world)
  const showStatus = () => {
    mount.element.dataset['session'] = session.state().status
  }
  session.subscribe(showStatus)
  session.start(url).catch((bug: unknown) => {
    mount.show(<Crash />)
    throw bug
  })
  showStatus()
  if (!(await haveAll(words))) return showLate(mount)
  const { drawn } = begun
  begun.drawn = null
  const put = isAsDrawn(session.state(), drawn) ? mount.takeOver : mount.show
  put(<App config={config} session={session} api={api} />)
  whenIdle(() => {
    // While the pool is asked for tokens there is time for it; the account page will need them at once.
    if (session.state().status === 'restoring') timesIn(language)
    loadOtherPages()
  })
}

/** Since then another tab may have had news. */
function isAsDrawn(state: SessionState, drawn: Drawn | null): boolean {
  if (drawn?.page === 'landing') return state.status === 'restoring' || state.status === 'signed-out'
  return drawn !== null && state.status === 'signed-in' && isOf(state.person, drawn.facts)
}

/** False if the network is gone, or a new version has taken the place of the one that this page belongs to. */
function haveAll(words: readonly Promise<void>[]): Promise<boolean> {
  return Promise.all(words).then(
    () => true,
    () => false,
  )
}

/** Without words there is no page of the app that could say so; index.html has a sentence for that. */
function showLate({ element }: Mount): void {
  element.replaceChildren()
  document.documentElement.dataset['late'] = ''
}

async function showConfigProblem(issues: readonly ConfigIssue[], { words, mount }: Surroundings): Promise<void> {
  mount.element.dataset['session'] = 'failed'
  const parts = [...words, loadWords('others'), loadWords('config')]
  const [{ ConfigProblem }] = await Promise.all([import('./pages/config-problem.tsx'), ...parts])
  mount.show(<ConfigProblem issues={issues} />)
}

/** This app has none: what is here was left by another one of this origin, and would answer in the place of the server. */
async function removeServiceWorkers(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // Where cookies are blocked there are none, and asking is refused.
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => [])
  for (const registration of registrations) await registration.unregister()
}

/** What can wait, but not until it is asked for: when the network is gone it would be too late. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work)
  else setTimeout(work)
}
