import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { StaticRouter } from 'react-router-dom'
import { App } from '../app.tsx'
import { accountPath } from '../places.ts'
import type { Session } from '../session/session.ts'
import type { SessionState } from '../session/state.ts'
import { Shell } from '../shell.tsx'
import type { Language } from '../text/language.ts'
import { loadWords, speak, wordsOf } from '../text/words.ts'
import type { Drawn, PrerenderedPage } from './begun.ts'
import { blankFor } from './person-facts.ts'

async function draw(page: Drawn['page'], language: Language): Promise<PrerenderedPage> {
  await Promise.all([speak(language), loadWords('main')])
  const { path, session } = page === 'landing' ? landing : accountIn(language)
  const html = renderToString(
    <Shell language={language} store={null} onHere={() => {}}>
      <App config={import.meta.env.APP_CONFIG} session={session} api={null} router={At(path)} />
    </Shell>,
  )
  // The HTML has a title of its own; React puts its one into the head.
  return { page, language, html: html.replace(/<title>.*?<\/title>/s, '') }
}

function At(path: string) {
  return ({ children }: { readonly children: ReactNode }) => <StaticRouter location={path}>{children}</StaticRouter>
}

const never = () => {
  throw new Error('Nobody is there while a page is prerendered.')
}

function sessionIn(state: SessionState): Session {
  return {
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
}

/** As a visitor sees it whom nobody knows. */
const landing = { path: '/', session: sessionIn({ status: 'signed-out', after: 'nothing', poolWasTold: true }) }

/** As somebody sees it who is signed in, with blanks for what is known of them only in the browser. */
function accountIn(language: Language) {
  const words = wordsOf('main', language)
  const person = {
    subject: '',
    name: blankFor('name'),
    email: blankFor('email'),
    groups: [blankFor('groups', words?.noGroups)],
    provider: blankFor('provider', words?.byPassword),
  }
  const unseen = { scopes: [], expiresAtMs: 0, renewed: null, sessionEndsAtMs: null, arrival: null }
  return { path: accountPath, session: sessionIn({ status: 'signed-in', person, renewal: 'idle', ...unseen }) }
}

/** Every page that a visit may begin with, in every language. */
export const pages: readonly PrerenderedPage[] = [
  await draw('landing', 'en'),
  await draw('landing', 'ko'),
  await draw('account', 'en'),
  await draw('account', 'ko'),
]
