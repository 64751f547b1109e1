import { cleanup, render, screen } from '@testing-library/react'
import { delay, http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { configForPage } from '../../src/config/app-config.ts'
import { ConfigProblemPage } from '../../src/pages/problem/config-problem-page.tsx'
import type { ProblemKind } from '../../src/auth/problem.ts'
import { LanguageProvider } from '../../src/i18n/language-context.tsx'
import type { Language } from '../../src/i18n/language.ts'
import { problems as en } from '../../src/i18n/messages/en/problems.ts'
import { problems as ko } from '../../src/i18n/messages/ko/problems.ts'
import { loadMessages } from '../../src/i18n/load-messages.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure } from '../support/app-tab.ts'
import { appOrigin, localConfig } from '../support/local-app.ts'
import { openApp } from '../support/open-app.tsx'
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

type OpenProblem = (language: Language) => Promise<unknown>

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
      { appName: 'Toyseven', providers: [], providerLabels: {}, apiUrl: null, session: built },
      new URL(appOrigin),
    )
    if (page.ok) throw new Error('The configuration should not fit the page.')
    await Promise.all([loadMessages('secondary', language), loadMessages('config', language)])
    render(
      <LanguageProvider initial={language} store={null}>
        <ConfigProblemPage issues={page.issues} />
      </LanguageProvider>,
    )
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
  'network',
  'timeout',
  'throttled',
  'server-error',
  'unreadable',
])
const fixConfiguration = new Set<ProblemKind | 'config-invalid'>([
  'config-invalid',
  'client-has-secret',
  'client-not-allowed',
  'redirect-mismatch',
])

function buttonOf(kind: keyof typeof openProblem, language: Language): string | null {
  if (fixConfiguration.has(kind)) return null
  if (tryAgain.has(kind)) return language === 'ko' ? '다시 시도' : 'Try again'
  return language === 'ko' ? '다시 로그인' : 'Sign in again'
}

const kinds = Object.entries(openProblem).flatMap(([kind, open]) => [
  ['en', kind, open] as const,
  ['ko', kind, open] as const,
])

describe('a problem page', () => {
  it.each(kinds)('in %s: for %s shows the title, the reason and the next step', async (language, name, open) => {
    await open(language)
    const kind = name as keyof typeof openProblem
    const { title, reason, next } = { en, ko }[language][kind]
    expect(await screen.findByRole('heading', { level: 1, name: title })).toHaveFocus()
    expect(screen.getByRole('main')).toHaveAttribute('data-problem', kind)
    expect(screen.getByRole('alert')).toHaveTextContent(reason)
    expect(screen.getByText(next)).toBeVisible()
    const own = screen.queryAllByRole('button', { name: /again|다시/ }).map((button) => button.textContent)
    expect(own).toEqual([buttonOf(kind, language)].filter((button) => button !== null))
  })

  it('shows the message of the pool as text, and names its source', async () => {
    const markup = '<img src=x onerror=alert(1)>'
    await openCallbackWith(
      (state) => `error=invalid_request&error_description=${encodeURIComponent(markup)}&state=${state}`,
    )('en')
    expect(await screen.findByText(markup)).toBeVisible()
    expect(screen.getByText('The sign-in service says:')).toBeVisible()
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
