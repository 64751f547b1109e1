import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { readConfig, type AppConfig } from './config.ts'
import { ConfigProblem } from './pages/config-problem.tsx'
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

const read = readConfig(import.meta.env, location.origin)
if (read.ok) start(read.config, root)
else {
  root.dataset['session'] = 'failed'
  render(<ConfigProblem issues={read.issues} />, root)
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
}

function render(page: ReactNode, element: HTMLElement): void {
  createRoot(element).render(
    <LanguageProvider initial={language} store={preferences}>
      {page}
    </LanguageProvider>,
  )
}
