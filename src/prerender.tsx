import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { StaticRouter } from 'react-router-dom'
import { App } from './app.tsx'
import type { Session } from './session/session.ts'
import { LanguageProvider } from './text/language-context.tsx'
import type { Language } from './text/language.ts'
import { loadWords, speak } from './text/words.ts'

async function draw(language: Language): Promise<string> {
  await Promise.all([speak(language), loadWords('main')])
  const html = renderToString(
    <LanguageProvider initial={language} store={null}>
      <App config={import.meta.env.APP_CONFIG} session={nobodyEver} api={null} router={AtHome} />
    </LanguageProvider>,
  )
  // The HTML has a title of its own; React puts its one into the head.
  return html.replace(/<title>.*?<\/title>/s, '')
}

function AtHome({ children }: { readonly children: ReactNode }) {
  return <StaticRouter location="/">{children}</StaticRouter>
}

const never = () => {
  throw new Error('Nobody is there while a page is prerendered.')
}

const state = { status: 'signed-out', after: 'nothing', poolWasTold: true } as const

const nobodyEver: Session = {
  state: () => state,
  subscribe: () => () => {},
  start: never,
  signIn: never,
  accessToken: never,
  refresh: never,
  signOut: never,
  tryAgain: never,
  cancel: never,
  dismiss: never,
  arrived: never,
  timeLeftMs: never,
  readDraft: never,
  writeDraft: never,
  loadUserManager: never,
}

/** The landing page as a visitor sees it whom nobody knows, for the HTML of a build: see tools/first-paint.ts. */
export const landingHtml: Readonly<Record<Language, string>> = { en: await draw('en'), ko: await draw('ko') }
