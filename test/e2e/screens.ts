import type { Page } from '@playwright/test'
import { defaultPoolConfig } from '../../local-cognito/defaults.ts'
import type { Break, HostileProvider } from '../hostile/provider.ts'
import { signedInAs } from '../kit/signed-in-as.ts'
import { expect } from './fixtures.ts'

interface Visit {
  readonly page: Page
  readonly provider: HostileProvider
  /** Chosen before, and kept where the browser can store it. */
  readonly language: string
}

type Open = (visit: Visit) => Promise<unknown>

const longWord = 'a'.repeat(63)

/** The answers of the token endpoint that lead to a problem page. The kinds that a callback alone shows are further down. */
export const tokenProblems: Readonly<Record<string, Break>> = {
  'client-has-secret': { response: () => Response.json({ error: 'invalid_client' }, { status: 400 }) },
  'client-not-allowed': { response: () => Response.json({ error: 'unauthorized_client' }, { status: 400 }) },
  'redirect-mismatch': {
    response: () =>
      Response.json({ error: 'unauthorized_client', error_description: 'invalid_redirect' }, { status: 400 }),
  },
  'code-rejected': { response: () => Response.json({ error: 'invalid_grant' }, { status: 400 }) },
  unreadable: { response: () => new Response('<h1>Wi-Fi</h1>', { headers: { 'content-type': 'text/html' } }) },
  'token-invalid': { claims: { nonce: 'another' } },
  'clock-wrong': { claims: { exp: 1_000_000, iat: 999_000 } },
}

/** What an ID token may say about a user. */
const users: Readonly<Record<string, Break>> = {
  'forty-groups': { claims: { 'cognito:groups': Array.from({ length: 40 }, (_, index) => `team-${index + 1}`) } },
  'right-to-left': { claims: { name: 'عبد الرحمن بن محمد', email: 'abd@example.com' } },
  'long-email': { claims: { name: longWord + longWord, email: `${longWord}@${longWord}.${longWord}.example` } },
  'no-name': { claims: { name: undefined } },
  'no-name-no-email': { claims: { name: undefined, email: undefined, email_verified: undefined } },
  google: { claims: { identities: [{ providerName: 'Google', providerType: 'Google', userId: '1' }] } },
}

/**
 * Every screen of the app, in every state that it has, and how to open it. It uses no text of a page, so that it works in
 * each language, which is chosen before.
 */
export const appScreens: Readonly<Record<string, Open>> = {
  landing: async ({ page }) => {
    await page.goto('/')
    await isLoaded(page)
  },
  'landing-signed-in': async ({ page, provider }) => {
    await openAccount({ page, provider })
    await page.locator('a.name').click()
    await expect(page.locator('.message h1')).toBeVisible()
  },
  'landing-signed-out': async ({ page, provider }) => {
    await openAccount({ page, provider })
    await signOut(page)
    await expect(page.locator('.toast')).toBeVisible()
  },
  account: openAccount,
  'account-menu': async ({ page, provider }) => {
    await openAccount({ page, provider })
    await page.locator('.menu-button').click()
    await expect(page.locator('.menu-item').first()).toBeVisible()
  },
  'account-claims': async ({ page, provider }) => {
    await openAccount({ page, provider })
    await page.locator('.card .button[aria-expanded]').click()
    await expect(page.locator('pre').last()).toBeVisible()
  },
  'account-refreshed': async ({ page, provider }) => {
    await openAccount({ page, provider })
    await sessionButtons(page).first().click()
    await expect(page.locator('.card [role=status] .muted')).toBeVisible()
  },
  'account-reconnecting': async ({ page, provider }) => {
    await openAccount({ page, provider })
    await page.clock.install()
    await page.route('**/oauth2/token', (route) => route.abort())
    await sessionButtons(page).first().click()
    const notice = page.locator('.card [role=status] .notice')
    await expect(async () => {
      await page.clock.runFor(1_000)
      expect(await notice.count()).toBe(1)
    }).toPass()
  },
  ...mapped(users, (user) => async ({ page, provider }) => {
    provider.break(user)
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.locator('.cards .card')).toHaveCount(5)
  }),
  leaving: async ({ page }) => {
    await page.route('**/oauth2/token', () => {})
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.locator('.waiting .button')).toBeVisible()
  },
  unreachable: async ({ page }) => {
    await page.route('**/oauth2/token', (route) => route.abort())
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.locator('.waiting .button')).toBeVisible()
  },
  'signed-out': async ({ page, provider }) => {
    await openAccount({ page, provider })
    await signOut(page)
    await page.goBack()
    await isMessage(page)
  },
  'redirects-stopped': async ({ page }) => {
    await page.route('**/oauth2/authorize?**', (route) =>
      route.fulfill({ status: 302, headers: { Location: 'http://localhost:3000/account' } }),
    )
    await page.goto('/account').catch(() => {})
    await isMessage(page)
  },
  'signed-in-again': async ({ page }) => {
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.locator('.cards .card')).toHaveCount(5)
    await page.goBack({ waitUntil: 'commit' })
    await signInAtPool(page, 'jordan@example.com')
    await isMessage(page)
  },
  'other-user': async ({ page, provider }) => {
    const other = await page.context().newPage()
    await other.goto('/')
    await isLoaded(other)
    await other.locator('[data-sign-in=""]').click()
    await expect(other.locator('#password')).toBeVisible()
    await openAccount({ page, provider })
    await signInAtPool(other, 'jordan@example.com')
    await isMessage(page)
  },
  admin: async ({ page, provider }) => {
    await signedInAs(page, 'admin', provider.pool)
    await page.goto('/admin')
    await expect(page.locator('.card .button')).toBeVisible()
  },
  forbidden: async ({ page, provider }) => {
    await signedInAs(page, 'minseo', provider.pool)
    await page.goto('/admin')
    await isMessage(page)
  },
  'confirm-sign-in': async ({ page, provider }) => {
    provider.break({ claims: { auth_time: 1_000_000_000 } })
    await page.goto('/payment')
    await signInAtPool(page)
    await isMessage(page)
  },
  'confirm-sign-in-ignored': async ({ page, provider }) => {
    provider.break({ claims: { auth_time: 1_000_000_000 } })
    await page.goto('/payment')
    await signInAtPool(page)
    await page.locator('.message .button').click()
    await expect(page.locator('.message .notice')).toBeVisible()
  },
  payment: async ({ page, provider }) => {
    await signedInAs(page, 'minseo', provider.pool)
    await page.goto('/payment')
    await expect(page.locator('.card .button')).toBeVisible()
  },
  'payment-refused': async ({ page }) => {
    await page.route('**/api/payments', (route) =>
      route.fulfill({
        status: 401,
        headers: { 'WWW-Authenticate': 'Bearer error="insufficient_user_authentication", max_age="300"' },
      }),
    )
    await page.goto('/payment')
    await signInAtPool(page)
    await page.locator('.card .button').click()
    await expect(page.locator('.card .notice')).toBeVisible()
  },
  'not-found': async ({ page }) => {
    await page.goto('/nowhere')
    await isMessage(page)
  },
  'not-loaded': async ({ page }) => {
    await page.route(/\/assets\/secondary-pages-.*\.js$/, (route) => route.fulfill({ status: 404 }))
    await page.goto('/nowhere')
    await isMessage(page)
  },
  crashed: async ({ page }) => {
    await page.addInitScript(() => {
      // The browser has no clock that can be read any more: a bug in the session panel, from React's point of view.
      Reflect.set(Intl, 'DateTimeFormat', function failing() {
        throw new Error('A bug')
      })
    })
    await page.goto('/account')
    await signInAtPool(page)
    await isMessage(page)
  },
  'storage-blocked': async ({ page, language }) => {
    await page.addInitScript(() => {
      for (const name of ['sessionStorage', 'localStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError')
          },
        })
    })
    await page.goto(`/account?lang=${language}`)
    await isProblem(page, 'storage-blocked')
  },
  'no-pending-sign-in': async ({ page }) => {
    await page.goto(`/callback?debug&code=x&state=${'a'.repeat(32)}`)
    await isProblem(page, 'no-pending-sign-in')
    await page.locator('summary').click()
  },
  'state-mismatch': async ({ page }) => {
    await leave(page)
    await page.goto(`/callback?code=x&state=${'a'.repeat(32)}`)
    await isProblem(page, 'state-mismatch')
  },
  cancelled: async ({ page }) => {
    await page.goto(`/callback?error=access_denied&error_description=User+cancelled&state=${await leave(page)}`)
    await isProblem(page, 'cancelled')
  },
  refused: async ({ page }) => {
    const message = 'PreSignUp+failed+with+error+Only+people+of+this+company+can+sign+up.+'
    await page.goto(`/callback?error=invalid_request&error_description=${message}&state=${await leave(page)}`)
    await isProblem(page, 'refused')
  },
  ...mapped(tokenProblems, (broken, kind) => async ({ page, provider }) => {
    provider.break(broken)
    await page.goto('/account?debug')
    await signInAtPool(page)
    await isProblem(page, kind)
    await page.locator('summary').click()
  }),
  'session-expired': async ({ page, provider }) => {
    await openAccount({ page, provider })
    provider.break({ response: () => Response.json({ error: 'invalid_grant' }, { status: 400 }) })
    await sessionButtons(page).first().click()
    await isProblem(page, 'session-expired')
  },
}

/** Screens of an app that signs idle users out: they need the build `idle`. */
export const idleScreens: Readonly<Record<string, Open>> = {
  'idle-warning': async (visit) => {
    await visit.page.clock.install()
    await openAccount(visit)
    await visit.page.clock.fastForward('14:01')
    await expect(visit.page.locator('.dialog')).toBeVisible()
  },
  'idle-signed-out': async (visit) => {
    await visit.page.clock.install()
    await openAccount(visit)
    await visit.page.clock.fastForward('15:01')
    await isMessage(visit.page)
  },
}

const poolOrigin = defaultPoolConfig.origin

/** Pages of the local pool as an app leads to them. test/e2e/pool-pages.spec.ts opens all of them. */
export const poolScreens: Readonly<Record<string, Open>> = {
  'pool-sign-in': ({ page }) => page.goto('/account'),
  'pool-wrong-password': async ({ page }) => {
    await page.goto('/account')
    await page.locator('#username').fill('minseo@example.com')
    await page.locator('#password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.locator('.notice').waitFor()
  },
  'pool-sign-up': async ({ page }) => {
    await page.goto('/account')
    await page.locator('a[href*=signup]').click()
  },
  'pool-google': async ({ page }) => {
    await page.goto('/')
    await page.locator('[data-sign-in=Google]').click()
    await page.waitForURL(/127\.0\.0\.1/)
  },
  'pool-people': ({ page }) => page.goto(`${poolOrigin}/__local/`),
  'pool-faults': ({ page }) => page.goto(`${poolOrigin}/__local/faults`),
  'pool-error': ({ page }) =>
    page.goto(
      `${poolOrigin}/oauth2/authorize?client_id=local-web-client&response_type=code&redirect_uri=http://localhost:3000/callback/`,
    ),
}

function mapped(
  states: Readonly<Record<string, Break>>,
  opens: (state: Break, name: string) => Open,
): Readonly<Record<string, Open>> {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, opens(state, name)]))
}

async function openAccount({ page, provider }: Pick<Visit, 'page' | 'provider'>): Promise<void> {
  await signedInAs(page, 'minseo', provider.pool)
  await page.goto('/account')
  await expect(page.locator('.cards .card')).toHaveCount(5)
}

async function signInAtPool(page: Page, email = 'minseo@example.com'): Promise<void> {
  await page.locator('#username').fill(email)
  await page.locator('#password').fill('Local-pass-1')
  await page.keyboard.press('Enter')
  await page.waitForURL(/localhost:3000/)
}

/** Starts a sign-in, stays, and returns the state of its request. */
async function leave(page: Page): Promise<string> {
  const request = page.waitForRequest(/oauth2\/authorize/)
  await page.goto('/account')
  return new URL((await request).url()).searchParams.get('state') ?? ''
}

/** Refresh, then sign out. */
function sessionButtons(page: Page) {
  return page.locator('.card:has(.time-left) .actions .button')
}

async function signOut(page: Page): Promise<void> {
  await sessionButtons(page).last().click()
  await page.waitForURL('http://localhost:3000/')
  await isLoaded(page)
}

function isLoaded(page: Page): Promise<void> {
  return expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
}

function isMessage(page: Page): Promise<void> {
  return expect(page.locator('.message:not(.waiting) h1')).toBeVisible({ timeout: 15_000 })
}

async function isProblem(page: Page, kind: string): Promise<void> {
  await expect(page.locator('main')).toHaveAttribute('data-problem', kind, { timeout: 15_000 })
  await isMessage(page)
}
