import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/api.ts'
import { App } from './app.tsx'
import { configForPage, type AppConfig } from './config.ts'
import { Crash } from './pages/crash.tsx'
import { loadLaterPages } from './pages/load-later.ts'
import type { ConfigIssue } from './session/problem.ts'
import { createSession } from './session/session.ts'
import { LanguageProvider } from './text/language-context.tsx'
import { chooseLanguage } from './text/language.ts'
import { browserWorld, usableStorage } from './world.ts'

const preferences = usableStorage(() => localStorage)
const language = chooseLanguage(location.search, preferences, navigator.languages)
document.documentElement.lang = language
const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no element with the id "root".')
const root = createRoot(element)

void removeServiceWorkers()
const read = configForPage(import.meta.env.APP_CONFIG, location.origin)
if (read.ok) start(read.config, element)
else void showConfigProblem(read.issues, element)

/** This app has none: what is here was left by another one of this origin, and would answer in the place of the server. */
async function removeServiceWorkers(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // Where cookies are blocked there are none, and asking is refused.
  const registrations = await navigator.serviceWorker.getRegistrations().catch(() => [])
  for (const registration of registrations) await registration.unregister()
}

/** The session takes the address first: React has not mounted yet, and no effect could run it twice. */
function start(config: AppConfig, { dataset }: HTMLElement): void {
  const world = browserWorld(() => document.documentElement.lang)
  const session = createSession(config.session, world)
  const api = config.apiUrl === null ? null : createApi(config.apiUrl, session, world)
  const showStatus = () => {
    dataset['session'] = session.state().status
  }
  session.subscribe(showStatus)
  session.start(new URL(location.href)).catch((bug: unknown) => {
    show(<Crash />)
    throw bug
  })
  showStatus()
  show(<App config={config} session={session} api={api} />)
  loadLaterPages()
}

async function showConfigProblem(issues: readonly ConfigIssue[], { dataset }: HTMLElement): Promise<void> {
  dataset['session'] = 'failed'
  const { ConfigProblem } = await import('./pages/config-problem.tsx')
  show(<ConfigProblem issues={issues} />)
}

function show(page: ReactNode): void {
  root.render(
    <LanguageProvider initial={language} store={preferences}>
      {page}
    </LanguageProvider>,
  )
}
