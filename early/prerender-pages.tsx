import { UserManager } from 'oidc-client-ts'
import type { ReactNode } from 'react'
import { renderToString } from 'react-dom/server'
import { StaticRouter } from 'react-router-dom'
import { App } from '../src/app/app.tsx'
import type { AppConfig } from '../src/config/app-config.ts'
import { accountPath, basename } from '../src/config/paths.ts'
import { Shell } from '../src/app/mount.tsx'
import type { Session } from '../src/auth/session/session.ts'
import type { SessionState } from '../src/auth/store/session-state.ts'
import { languages, type Language } from '../src/i18n/languages.ts'
import { LandingPage } from '../src/pages/landing-page.tsx'
import { loadMessages, messagesOf } from '../src/i18n/load-messages.ts'
import type { DrawnPage } from '../src/app/handoff.ts'
import { placeholder } from './profile-fields.ts'

/** A page as HTML, with placeholders for the user's data. */
interface PrerenderedPage {
  readonly page: DrawnPage['page']
  readonly language: Language
  readonly html: string
}

// Now, since modules can be loaded only while this one is.
const parts = ['primary', 'landing'] as const
await Promise.all(languages.flatMap((language) => parts.map((part) => loadMessages(part, language))))

function render(config: AppConfig, page: DrawnPage['page'], language: Language): PrerenderedPage {
  const { path, session } = page === 'landing' ? landing : accountIn(language)
  const html = renderToString(
    <Shell language={language} store={null} onMounted={() => {}}>
      <App config={config} landingPage={LandingPage} session={session} api={null} router={routerAt(path)} />
    </Shell>,
  )
  // The HTML has its own title; React moves this one into the head.
  return { page, language, html: html.replace(/<title>.*?<\/title>/s, '') }
}

function routerAt(path: string) {
  return ({ children }: { readonly children: ReactNode }) => (
    <StaticRouter basename={basename} location={basename + path}>
      {children}
    </StaticRouter>
  )
}

const never = () => {
  throw new Error('A page that is prerendered has no session.')
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
    prefetchKeys: never,
    unansweredSignIns: never,
    arrived: never,
    keepUser: never,
    idle: { follow: never, show: never, showSignedOut: never },
    timeLeftMs: never,
    authAgeMs: never,
    readDraft: never,
    writeDraft: never,
    user: () => null,
    userManager: new UserManager({ authority: '', client_id: '', redirect_uri: '', automaticSilentRenew: false }),
  }
}

/** As a visitor without a session sees it. */
const landing = { path: '/', session: sessionIn({ status: 'signed-out', after: 'nothing', poolWasTold: true }) }

/** As a signed-in user sees it, with placeholders for what only the browser knows. */
function accountIn(language: Language) {
  const messages = messagesOf('primary', language)
  const person = {
    subject: '',
    name: placeholder('name'),
    email: placeholder('email'),
    picture: null,
    groups: [placeholder('groups', messages?.noGroups)],
    provider: placeholder('provider', messages?.byPassword),
    linkedProviders: [],
  }
  const notDrawn = {
    scopes: [],
    expiresAtMs: 0,
    renewed: null,
    sessionEndsAtMs: null,
    arrival: null,
    isSignedInAgain: false,
    hasOldAuth: false,
    idleEndsAtMs: null,
  }
  return { path: accountPath, session: sessionIn({ status: 'signed-in', person, renewal: 'idle', ...notDrawn }) }
}

/** Every template of the HTML, in every language. */
export function prerenderPages(config: AppConfig): readonly PrerenderedPage[] {
  return languages.flatMap((language) => [render(config, 'landing', language), render(config, 'account', language)])
}
