import { cleanup, render, screen } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { configForPage } from '../../src/config/app-config.ts'
import { ConfigProblemPage } from '../../src/pages/problem/config-problem-page.tsx'
import type { ProblemKind } from '../../src/auth/problem.ts'
import { LanguageProvider } from '../../src/i18n/language-context.tsx'
import type { Language } from '../../src/i18n/languages.ts'
import { problems as en } from '../../src/i18n/messages/en/problems.ts'
import { problems as ko } from '../../src/i18n/messages/ko/problems.ts'
import { loadMessages } from '../../src/i18n/load-messages.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { openApp, type OpenApp } from '../support/open-app.tsx'
import { tokenUrl, joinNetwork } from '../support/pool.ts'
import { openTab } from '../support/test-browser.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
})

/** Null for the one page that needs no app. */
type OpenProblem = (language: Language) => Promise<OpenApp | null>

const unknownState = 'a'.repeat(32)

/** Starts a sign-in, and opens the callback with the query that `response` makes of its state. */
const openCallbackWith =
  (response: (state: string) => string): OpenProblem =>
  async (language) => {
    const before = await openApp('/account', { clock, language })
    const state = (await departure(before.tab)).searchParams.get('state') ?? ''
    cleanup()
    return openApp(`/callback?${response(state)}`, { clock, language, tab: before.tab })
  }

/** Opens the callback with a valid code. The token endpoint returns `response`. */
const openWithTokenResponse =
  (response: Parameters<typeof http.post>[1], advanceMs = 0): OpenProblem =>
  async (language) => {
    const before = await openApp('/account', { clock, language })
    const callback = await createVisitor(pool).signIn((await departure(before.tab)).href, 'minseo@example.com')
    cleanup()
    network.server.use(http.post(tokenUrl, response))
    const opening = openApp(callback.slice(appOrigin.length), { clock, language, tab: before.tab })
    await network.asked('/oauth2/token')
    await clock.advance(advanceMs)
    return opening
  }

const refusal = (error: string, description?: string) =>
  openWithTokenResponse(() => HttpResponse.json({ error, error_description: description }, { status: 400 }))

const openProblem: Readonly<Record<ProblemKind | 'config-invalid', OpenProblem>> = {
  'config-invalid': async (language) => {
    const built = { ...localConfig, redirectUri: 'http://localhost:5173/callback' }
    const page = configForPage(
      { appName: 'Toyseven', providers: [], providerLabels: {}, imageHosts: [], apiUrl: null, session: built },
      new URL(appOrigin),
    )
    if (page.ok) throw new Error('The configuration should not fit the page.')
    const parts = ['primary', 'secondary', 'config'] as const
    await Promise.all(parts.map((part) => loadMessages(part, language)))
    render(
      <LanguageProvider initial={language} store={null}>
        <ConfigProblemPage issues={page.issues} redirectUri={built.redirectUri} />
      </LanguageProvider>,
    )
    return null
  },
  'storage-blocked': (language) =>
    openApp('/account', { clock, language, tab: openTab({ clock, without: ['tab-storage'] }) }),
  'no-pending-sign-in': (language) => openApp(`/callback?code=x&state=${unknownState}`, { clock, language }),
  'state-mismatch': openCallbackWith(() => `code=x&state=${unknownState}`),
  cancelled: openCallbackWith((state) => `error=access_denied&state=${state}`),
  refused: openCallbackWith(
    (state) => `error_description=PreSignUp+failed+with+error+Only+staff.+&state=${state}&error=invalid_request`,
  ),
  'link-retry': async (language) => {
    const linked = 'error=invalid_request&error_description=Already+found+an+entry+for+username+Google_1'
    const before = await openApp('/account', { clock, language })
    const state = (await departure(before.tab)).searchParams.get('state') ?? ''
    cleanup()
    const again = await openApp(`/callback?${linked}&state=${state}`, {
      clock,
      language,
      tab: before.tab,
    })
    const nextState = (await departure(again.tab, 2)).searchParams.get('state') ?? ''
    cleanup()
    return openApp(`/callback?${linked}&state=${nextState}`, { clock, language, tab: before.tab })
  },
  'client-has-secret': refusal('invalid_client'),
  'client-not-allowed': refusal('unauthorized_client'),
  'redirect-mismatch': refusal('unauthorized_client', 'invalid_redirect'),
  'code-rejected': refusal('invalid_grant'),
  network: openWithTokenResponse(() => HttpResponse.error(), 30_000),
  timeout: openWithTokenResponse(() => delay('infinite'), 10_000),
  throttled: openWithTokenResponse(() => new HttpResponse(null, { status: 429 }), 30_000),
  'server-error': openWithTokenResponse(() => new HttpResponse(null, { status: 503 }), 30_000),
  unreadable: openWithTokenResponse(() => HttpResponse.html('<h1>Wi-Fi</h1>')),
  'token-invalid': openWithTokenResponse(async ({ request }) => {
    const response = await (await pool.fetch(request)).json()
    return HttpResponse.json({ ...response, id_token: response.access_token })
  }),
  'clock-wrong': openWithTokenResponse(async ({ request }) => {
    const response = await pool.fetch(request)
    clock.jumpWall(86_400_000)
    return response
  }),
  'session-expired': async (language) => {
    const before = await openApp('/account', { clock, language })
    const callback = await createVisitor(pool).signIn((await departure(before.tab)).href, 'minseo@example.com')
    cleanup()
    const { tab } = await openApp(callback.slice(appOrigin.length), {
      clock,
      language,
      tab: before.tab,
    })
    cleanup()
    tab.unload()
    await clock.advance(31 * 86_400_000)
    return openApp('/account', { clock, language, tab })
  },
}

const tryAgain = new Set<ProblemKind | 'config-invalid'>([
  'storage-blocked',
  'client-has-secret',
  'client-not-allowed',
  'redirect-mismatch',
  'network',
  'timeout',
  'throttled',
  'server-error',
  'unreadable',
])

function buttonOf(kind: keyof typeof openProblem, language: Language): string {
  if (kind === 'config-invalid') return language === 'ko' ? '새로 고침' : 'Reload'
  if (tryAgain.has(kind)) return language === 'ko' ? '다시 시도' : 'Try again'
  return language === 'ko' ? '다시 로그인' : 'Sign in again'
}

const redirectUri = ['VITE_COGNITO_REDIRECT_URI', 'http://localhost:3000/callback'] as const
const clientId = ['VITE_COGNITO_CLIENT_ID', 'local-web-client'] as const
const domain = ['VITE_COGNITO_DOMAIN', 'http://127.0.0.1:9229', 'Branding › Domain'] as const

/** What the technical details of each kind hold besides the kind: Cognito's words, the setting, its value, its place. */
const details: Readonly<Record<ProblemKind | 'config-invalid', readonly string[]>> = {
  'config-invalid': ['VITE_COGNITO_REDIRECT_URI', 'http://localhost:5173/callback', 'Login pages › Edit'],
  'storage-blocked': ['VITE_SESSION_STORAGE', 'tab'],
  'no-pending-sign-in': [...redirectUri, 'Login pages › Edit'],
  'state-mismatch': [...redirectUri, 'Login pages › Edit'],
  cancelled: ['access_denied'],
  refused: [
    'invalid_request',
    'PreSignUp failed with error Only staff.',
    'LambdaConfig',
    'Extensions › Lambda triggers',
  ],
  'link-retry': ['invalid_request', 'Already found an entry for username Google_1', 'LambdaConfig'],
  'client-has-secret': ['invalid_client', ...clientId, 'App clients'],
  'client-not-allowed': ['unauthorized_client', 'OAuth 2.0 grant types', 'Login pages › Edit', ...clientId],
  'redirect-mismatch': ['unauthorized_client', 'invalid_redirect', ...redirectUri, 'Allowed callback URLs'],
  'code-rejected': ['invalid_grant', 'ReadAttributes', 'Attribute permissions › Edit'],
  network: domain,
  timeout: domain,
  throttled: domain,
  'server-error': domain,
  unreadable: domain,
  'token-invalid': ['aud', ...clientId, 'App clients'],
  'clock-wrong': [],
  'session-expired': ['invalid_grant', 'VITE_SESSION_LIFE', 'Refresh token expiration'],
}

/** The codes, states and tokens that the pool has issued have these shapes. */
const secretShape = /eyJ[\w-]+\.|[\da-f]{8}-[\da-f]{4}-|[\da-f]{32}/

const kinds = Object.entries(openProblem).flatMap(([kind, open]) => [
  ['en', kind, open] as const,
  ['ko', kind, open] as const,
])

describe('a problem page', () => {
  it('is reached here for every kind', () => {
    const all = Object.keys(en).toSorted()
    expect(Object.keys(ko).toSorted()).toEqual(all)
    expect(Object.keys(openProblem).toSorted()).toEqual(all)
    expect(Object.keys(details).toSorted()).toEqual(all)
  })

  it.each(kinds)('in %s: for %s has closed details for developers, without a secret', async (language, name, open) => {
    await open(language)
    const kind = name as keyof typeof openProblem
    const summary = await screen.findByText({ en: 'Technical details', ko: '기술 정보' }[language])
    const element = summary.closest('details')
    expect(element).not.toHaveAttribute('open')
    for (const text of [kind, ...details[kind]]) expect(element).toHaveTextContent(text)
    expect(element?.textContent).not.toMatch(secretShape)
  })

  it.each(kinds)('in %s: for %s shows the title, the reason and the next step', async (language, name, open) => {
    await open(language)
    const kind = name as keyof typeof openProblem
    const { title, reason, next } = { en, ko }[language][kind]
    expect(await screen.findByRole('heading', { level: 1, name: title })).toHaveFocus()
    expect(screen.getByRole('main')).toHaveAttribute('data-problem', kind)
    expect(screen.getByRole('alert')).toHaveTextContent(reason)
    expect(screen.getByText(next)).toBeVisible()
    const own = screen.queryAllByRole('button', { name: /again|reload|다시|새로/i }).map((button) => button.textContent)
    expect(own).toEqual([buttonOf(kind, language)])
  })

  it('shows the message of the pool as text, and names its source', async () => {
    const markup = '<img src=x onerror=alert(1)>'
    await openCallbackWith(
      (state) => `error=invalid_request&error_description=${encodeURIComponent(markup)}&state=${state}`,
    )('en')
    expect(await screen.findByText(markup, { selector: '.quote bdi' })).toBeVisible()
    expect(screen.getByText('The sign-in service says:')).toBeVisible()
    expect(screen.getByText(markup, { selector: 'details bdi' })).toBeInTheDocument()
    expect(document.querySelector('img')).toBeNull()
  })

  it('F53: names a possible blocker when the sign-in service cannot be reached', async () => {
    await openProblem.network('en')
    expect(await screen.findByText(/an extension or network filter may be blocking it/)).toBeVisible()
  })

  it('links to the home page, which shows no problem', async () => {
    await openProblem.cancelled('en')
    const link = await screen.findByRole('link', { name: 'Back to home' })
    link.click()
    expect(await screen.findByRole('button', { name: 'Sign in' })).toBeVisible()
    expect(window.location.pathname).toBe('/')
  })

  it('F46: names every wrong setting', async () => {
    await openProblem['config-invalid']('en')
    expect(screen.getByRole('listitem')).toHaveTextContent(/^VITE_COGNITO_REDIRECT_URI points to another site/)
    expect(screen.getByText('VITE_COGNITO_REDIRECT_URI=http://localhost:3000/callback')).toBeVisible()
  })
})

describe('in a build, the details for developers', () => {
  beforeEach(() => void vi.stubEnv('DEV', false))
  afterEach(() => void vi.unstubAllEnvs())

  it('are absent', async () => {
    await openProblem['client-has-secret']('en')
    await screen.findByRole('button', { name: 'Try again' })
    expect(screen.queryByText('Technical details')).toBeNull()
  })

  it('show with ?debug in the query of the page', async () => {
    await openApp(`/callback?code=x&state=${unknownState}&debug`, { clock })
    expect(await screen.findByText('Technical details')).toBeVisible()
    expect(window.location.href).toBe(`${appOrigin}/callback?debug`)
  })

  it.each([
    ['a guarded page', '/account?debug'],
    ['the landing page', '/?debug'],
  ])('show with ?debug in the query of %s, from which the sign-in has started', async (_page, path) => {
    const before = await openApp(path, { clock })
    if (path.startsWith('/?')) await before.person.click(screen.getByRole('button', { name: 'Sign in' }))
    const state = (await departure(before.tab)).searchParams.get('state') ?? ''
    cleanup()
    await openApp(`/callback?error=access_denied&state=${state}`, { clock, tab: before.tab })
    expect(await screen.findByText('Technical details')).toBeVisible()
  })
})

describe('the error description in the details', () => {
  it('is masked where it looks like a token, a code or a state', async () => {
    const code = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
    const secrets = `x eyJhbGciOi.eyJzdWIi.sig ${code} ${'ab'.repeat(16)} y`
    await openCallbackWith(
      (state) => `error=invalid_request&error_description=${encodeURIComponent(secrets)}&state=${state}`,
    )('en')
    expect(await screen.findByText('x … … … y', { selector: 'details bdi' })).toBeInTheDocument()
  })
})

describe('Try again after a wrong set-up', () => {
  it('starts a new sign-in, which shows whether the correction helped', async () => {
    const app = await openProblem['client-has-secret']('en')
    if (app === null) throw new Error('The app is open.')
    await app.person.click(await screen.findByRole('button', { name: 'Try again' }))
    expect((await departure(app.tab, 2)).pathname).toBe('/oauth2/authorize')
  })
})
