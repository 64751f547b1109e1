import type { Page } from '@playwright/test'
import type { Break, HostileProvider } from '../hostile/provider.ts'
import { expect, signInAtPool } from './fixtures.ts'

interface Rejection {
  /** What `data-problem` says. */
  readonly kind: string
  /** How often the token endpoint was called. */
  readonly tokenCalls: number
  /** True where a sign-in of this tab is still under way, and has nothing to do with what came. */
  readonly keepsPending?: boolean
}

/** Signs in as far as the pool, which then remembers the person: from now on a sign-in comes straight back. */
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

/** Nobody is signed in here any more, as in a new tab after the last one was closed. */
async function forgetSession(page: Page): Promise<void> {
  await page.evaluate(() => {
    sessionStorage.clear()
    localStorage.clear()
  })
}

/** Signs in at a pool that breaks something. */
export async function signInBroken(page: Page, provider: HostileProvider, what: Break): Promise<void> {
  await page.goto('/')
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-out')
  provider.break(what)
  await startSignIn(page)
}

/** Lets the pool send the browser elsewhere, so that an answer is on its way and nobody has taken it yet. */
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

/** What every refused sign-in looks like, whatever was wrong with it. */
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
  // It stays where it is: nobody is sent away again.
  expect(provider.countOf('/oauth2/authorize')).toBeLessThanOrEqual(1)
}
