import type { Page } from '@playwright/test'
import type { Break, HostileProvider } from '../hostile/provider.ts'
import { expect, signInAtPool } from './fixtures.ts'

interface Rejection {
  /** The value of `data-problem`. */
  readonly kind: string
  /** How often the token endpoint was called. */
  readonly tokenCalls: number
  /** True if this tab has a pending sign-in that the refused response does not belong to. */
  readonly keepsPending?: boolean
}

/** Makes the pool remember the user, so that later sign-ins return without a form. Keeps no session in the app. */
export async function rememberAtPool(page: Page): Promise<void> {
  await page.goto('/')
  await startSignIn(page)
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await forgetSession(page)
}

export async function startSignIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Removes the session, as when the last tab is closed. */
async function forgetSession(page: Page): Promise<void> {
  await page.evaluate(() => {
    sessionStorage.clear()
    localStorage.clear()
  })
}

/** Signs in at a pool with broken responses. */
export async function signInBroken(page: Page, provider: HostileProvider, what: Break): Promise<void> {
  await page.goto('/')
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-out')
  provider.break(what)
  await startSignIn(page)
}

/** Makes the pool redirect to another page of the app. `url` returns the callback URL, which no tab has opened yet. */
export function divertCallback(provider: HostileProvider): { readonly url: () => URL } {
  let diverted = new URL('nowhere:')
  provider.break({
    callback: (url) => {
      diverted = new URL(url)
      url.pathname = '/nowhere'
      url.search = ''
    },
  })
  return { url: () => diverted }
}

/** Checks what all refused sign-ins have in common. */
export async function expectRejected(page: Page, provider: HostileProvider, rejection: Rejection): Promise<void> {
  const { kind, tokenCalls, keepsPending = false } = rejection
  await expect(page.locator('main')).toHaveAttribute('data-problem', kind)
  await expect(page.getByRole('alert')).toHaveCount(1)
  await expect(page.getByRole('button', { name: /^(Sign in again|Try again)$/ })).toBeVisible()
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'failed')
  expect(page.url()).toBe('http://localhost:3000/callback')
  expect(provider.countOf('/oauth2/token')).toBe(tokenCalls)
  expect(await page.locator('body').textContent()).not.toMatch(/minseo|김민서/)
  const stored = await page.evaluate(() =>
    JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)]),
  )
  expect(stored).not.toMatch(/access_token|id_token|refresh_token/)
  expect(/oidc\.[0-9a-f]{32}/.test(stored)).toBe(keepsPending)
  expect(await page.evaluate('window.pwned')).toBeUndefined()
  // The page does not redirect to the hosted UI again.
  expect(provider.countOf('/oauth2/authorize')).toBeLessThanOrEqual(1)
}
