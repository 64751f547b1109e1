import { useEffect, type ReactNode } from 'react'
import { createRoot, hydrateRoot, type Root } from 'react-dom/client'
import { createApi } from './api/api.ts'
import { App } from './app.tsx'
import { configForPage, type AppConfig } from './config.ts'
import { takeUpHeadStart } from './head-start-place.ts'
import { Crash } from './pages/crash.tsx'
import { watchHistoryVisits } from './navigation.ts'
import { accountPage, otherPages } from './pages/fetched.ts'
import { withHeadStart } from './session/head-start.ts'
import type { ConfigIssue } from './session/problem.ts'
import { createSession } from './session/session.ts'
import { LanguageProvider } from './text/language-context.tsx'
import { chooseLanguage } from './text/language.ts'
import { loadWords, speak } from './text/words.ts'
import { browserWorld, usableStorage } from './world.ts'

watchHistoryVisits()
const headStart = takeUpHeadStart()
const preferences = usableStorage(() => localStorage)
const language = chooseLanguage(location.search, preferences, navigator.languages)
const page = document.documentElement
page.lang = language
const element = takeRoot()
let root: Root | null = null

void removeServiceWorkers()
const words = [speak(language), loadWords('first')]
const read = configForPage(import.meta.env.APP_CONFIG, location.origin)
if (read.ok) void start(read.config, element)
else void showConfigProblem(read.issues, element)

/**
 * The landing page may stand in the HTML already, once for each language: see tools/first-paint.ts. Where it is what
 * the visitor sees, React takes over the very same elements; else it begins with nothing.
 */
function takeRoot(): HTMLElement {
  const drawn = [...document.querySelectorAll<HTMLElement>('[data-prerendered]')]
  const own = drawn.find((block) => block.dataset['prerendered'] === language) ?? document.getElementById('root')
  if (own === null) throw new Error('index.html has no element with the id "root".')
  for (const other of drawn) if (other !== own) other.remove()
  own.id = 'root'
  if (headStart?.showsLanding !== true) own.replaceChildren()
  delete own.dataset['prerendered']
  return own
}

/** This app has none: what is here was left by another one of this origin, and would answer in the place of the server. */
async function removeServiceWorkers(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // Where cookies are blocked there are none, and asking is refused.
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => [])
  for (const registration of registrations) await registration.unregister()
}

/** The session takes the address first: React has not mounted yet, and no effect could run it twice. */
async function start(config: AppConfig, { dataset }: HTMLElement): Promise<void> {
  const world = withHeadStart(
    browserWorld(() => page.lang),
    headStart,
  )
  const session = createSession(config.session, world)
  const api = config.apiUrl === null ? null : createApi(config.apiUrl, session, world)
  const showStatus = () => {
    dataset['session'] = session.state().status
  }
  session.subscribe(showStatus)
  session.start(headStart?.url ?? new URL(location.href)).catch((bug: unknown) => {
    show(<Crash />)
    throw bug
  })
  showStatus()
  if (session.state().status !== 'signed-out') accountPage.load()
  await Promise.all(words)
  show(<App config={config} session={session} api={api} />)
  whenIdle(() => {
    accountPage.load()
    otherPages.load()
  })
}

/** Before anybody asks for them: when the network is gone it would be too late. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work)
  else setTimeout(work)
}

async function showConfigProblem(issues: readonly ConfigIssue[], { dataset }: HTMLElement): Promise<void> {
  dataset['session'] = 'failed'
  const parts = [...words, loadWords('others'), loadWords('config')]
  const [{ ConfigProblem }] = await Promise.all([import('./pages/config-problem.tsx'), ...parts])
  show(<ConfigProblem issues={issues} />)
}

function show(content: ReactNode): void {
  const whole = (
    <LanguageProvider initial={language} store={preferences}>
      {content}
      <Here />
    </LanguageProvider>
  )
  if (root !== null) root.render(whole)
  else if (element.hasChildNodes()) root = hydrateRoot(element, whole)
  else {
    root = createRoot(element)
    root.render(whole)
  }
}

/** From now on the app does what the script inside the HTML did. */
function Here() {
  useEffect(() => {
    page.dataset['app'] = 'here'
  }, [])
  return null
}
