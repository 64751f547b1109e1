import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import type { Language } from '../../src/i18n/languages.ts'
import { loadMessages } from '../../src/i18n/load-messages.ts'
import { developer } from '../../src/i18n/messages/en/developer.ts'
import { secondary as en } from '../../src/i18n/messages/en/secondary.ts'
import { secondary as ko } from '../../src/i18n/messages/ko/secondary.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { departure } from '../support/app-tab.ts'
import { keysOf } from '../support/memory-storage.ts'
import { appOrigin } from '../support/local-app.ts'
import { openApp } from '../support/open-app.tsx'
import { joinNetwork } from '../support/pool.ts'
import { openTab, type TestTab } from '../support/test-browser.ts'
import { settle, TestClock } from '../support/test-clock.ts'

const network = joinNetwork()
let clock: TestClock
let pool: LocalPool
let tab: TestTab

beforeEach(async () => {
  clock = new TestClock()
  pool = await network.startPool(clock)
  tab = openTab({ clock })
})

afterEach(() => void vi.unstubAllEnvs())

const signInButton = (language: Language) => ({ en: 'Sign in', ko: '로그인' })[language]

/** Opens a page, presses Sign in, and opens the page anew, as Back from Cognito's own error page does. */
async function returnTimes(
  count: number,
  { path = '/', language = 'en' }: { path?: string; language?: Language } = {},
) {
  await Promise.all([loadMessages('secondary', language), import('../../src/pages/secondary-pages.ts')])
  for (let returns = 0; returns < count; returns += 1) {
    const { person } = await openApp(path, { clock, language, tab })
    await person.click(screen.getByRole('button', { name: signInButton(language) }))
    await departure(tab, returns + 1)
    cleanup()
  }
  const app = await openApp(path, { clock, language, tab })
  await act(settle)
  return app
}

const doctor = () => screen.queryByText('npm run doctor')

describe('F43: after the way back from a page of Cognito without an answer', () => {
  it('once, there is no hint, and Sign in works', async () => {
    const { person } = await returnTimes(1)
    expect(screen.queryByText(en.returnHint)).toBeNull()
    await person.click(screen.getByRole('button', { name: 'Sign in' }))
    await departure(tab, 2)
  })

  it.each([
    ['en', en],
    ['ko', ko],
  ] as const)(
    'twice, in %s: a hint names the cause, the settings and the doctor, and Sign in works',
    async (...row) => {
      const [language, words] = row
      const { person } = await returnTimes(2, { language })
      const hint = (await screen.findByText(words.returnHint)).closest('[role=status]')
      const settings = [
        'VITE_COGNITO_REDIRECT_URI',
        `${appOrigin}/callback`,
        'VITE_COGNITO_CLIENT_ID',
        'local-web-client',
      ]
      for (const text of [...settings, words.developer.places.loginPages, 'npm run doctor']) {
        expect(hint).toHaveTextContent(text)
      }
      await person.click(screen.getByRole('button', { name: signInButton(language) }))
      await departure(tab, 3)
    },
  )

  it('twice, on the page that the back/forward cache has kept, the hint appears too', async () => {
    const { person } = await openApp('/', { clock, tab })
    for (let returns = 1; returns <= 2; returns += 1) {
      await person.click(screen.getByRole('button', { name: 'Sign in' }))
      await departure(tab, returns)
      expect(screen.queryByText(en.returnHint)).toBeNull()
      await clock.advance(5_000)
      act(() => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
    }
    expect(await screen.findByText(en.returnHint)).toBeVisible()
  })

  it.each([
    ['/', false],
    ['/?debug', true],
  ])('in a build, %s shows the settings: %s', async (path, isShown) => {
    vi.stubEnv('DEV', false)
    await returnTimes(2, { path })
    expect(await screen.findByText(en.returnHint)).toBeVisible()
    expect(doctor() !== null).toBe(isShown)
  })

  it('to a guarded page, the page that offers to sign in again has the hint', async () => {
    for (const _visit of [1, 2]) {
      await openApp('/account', { clock, tab })
      await act(() => clock.advance(0))
      cleanup()
    }
    await openApp('/account', { clock, tab })
    expect(await screen.findByText(en.returnHint)).toBeVisible()
    expect(screen.getByRole('button', { name: 'Sign in again' })).toBeVisible()
  })
})

describe('after a sign-out', () => {
  /** Signs in after two sign-ins without an answer, and signs out. The page stays as if Back had restored it. */
  async function signOut() {
    await returnTimes(2)
    cleanup()
    const { tab: before } = await openApp('/account', { clock, tab })
    const callback = await createVisitor(pool).signIn((await departure(before, 3)).href, 'minseo@example.com')
    cleanup()
    const { person } = await openApp(callback.slice(appOrigin.length), { clock, tab })
    await person.click(await screen.findByRole('button', { name: 'Sign out' }))
    await departure(tab, 4)
  }

  it('the details name the sign-out URL, since Cognito keeps that error on its own page', async () => {
    await signOut()
    const details = (await screen.findByText(developer.signOutErrors)).closest('details')
    for (const text of ['VITE_COGNITO_LOGOUT_URI', appOrigin, developer.places.loginPages, 'npm run doctor']) {
      expect(details).toHaveTextContent(text)
    }
  })

  it('earlier sign-ins without an answer no longer count', async () => {
    await signOut()
    expect(keysOf(tab.sessionStorage).filter((key) => key.startsWith('oidc.'))).toEqual([])
    cleanup()
    await returnTimes(0)
    expect(screen.queryByText(en.returnHint)).toBeNull()
  })
})
