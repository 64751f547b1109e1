import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { configForPage, type AppConfig } from './config.ts'
import { preloadPages } from './routes.tsx'
import type { ConfigIssue } from './session/problem.ts'
import { createSession } from './session/session.ts'
import { LanguageProvider } from './text/language-context.tsx'
import { chooseLanguage } from './text/language.ts'
import './ui/tokens.css'
import './ui/base.css'
import './ui/parts.css'
import { browserWorld, usableStorage } from './world.ts'

const preferences = usableStorage(() => localStorage)
const language = chooseLanguage(location.search, preferences, navigator.languages)
document.documentElement.lang = language
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root".')

const read = configForPage(import.meta.env.APP_CONFIG, location.origin)
if (read.ok) start(read.config, root)
else void showConfigProblem(read.issues, root)

async function showConfigProblem(issues: readonly ConfigIssue[], element: HTMLElement): Promise<void> {
  element.dataset['session'] = 'failed'
  const { ConfigProblem } = await import('./pages/config-problem.tsx')
  render(<ConfigProblem issues={issues} />, element)
}

/** The session takes the address first: React has not mounted yet, and no effect could run it twice. */
function start(config: AppConfig, element: HTMLElement): void {
  const session = createSession(
    config.session,
    browserWorld(() => document.documentElement.lang),
  )
  const showStatus = () => {
    element.dataset['session'] = session.state().status
  }
  session.subscribe(showStatus)
  void session.start(new URL(location.href))
  showStatus()
  render(<App config={config} session={session} />, element)
  preloadPages()
}

function render(page: ReactNode, element: HTMLElement): void {
  createRoot(element).render(
    <LanguageProvider initial={language} store={preferences}>
      {page}
    </LanguageProvider>,
  )
}
