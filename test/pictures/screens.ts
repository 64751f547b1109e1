import type { Page } from '@playwright/test'
import { defaultPoolConfig } from '../../local-cognito/defaults.ts'
import { expect } from '../e2e/fixtures.ts'
import type { HostileProvider } from '../hostile/provider.ts'

export interface Visit {
  readonly page: Page
  readonly provider: HostileProvider
}

/** How to open each screen. The language is chosen before. */
export const screens: Readonly<Record<string, (visit: Visit) => Promise<unknown>>> = {
  landing: ({ page }) => page.goto('/'),
  account: ({ page }) => openAccount(page),
  'account-menu': async ({ page }) => {
    await openAccount(page)
    await page.getByRole('button', { name: /Account menu|계정 메뉴/ }).click()
    await expect(page.locator('.menu-item').first()).toBeVisible()
  },
  'landing-signed-in': async ({ page }) => {
    await openAccount(page)
    await page.getByRole('link', { name: /^(Home|홈)$/ }).click()
  },
  'not-found': ({ page }) => page.goto('/nowhere'),
  problem: ({ page }) => page.goto(`/callback?code=x&state=${'a'.repeat(32)}`),
  'problem-details': async ({ page }) => {
    await page.goto(`/callback?debug&error=invalid_request&error_description=x&state=${'a'.repeat(32)}`)
    await page.getByText(/Technical details|기술 정보/).click()
  },
  cancelled: async ({ page }) => {
    const authorize = await leave(page)
    const state = authorize.searchParams.get('state') ?? ''
    await page.goto(`/callback?error=access_denied&error_description=User+cancelled&state=${state}`)
  },
  'signed-out': async ({ page }) => {
    await openAccount(page)
    await page
      .getByRole('main')
      .getByRole('button', { name: /Sign out|로그아웃/ })
      .click()
    await page.waitForURL('http://localhost:3000/')
    await page.goBack()
    await expect(page.locator('.message h1')).toBeVisible()
  },
  leaving: async ({ page }) => {
    await page.route('**/oauth2/token', () => {})
    await page.goto('/account')
    await signInAtSomeLanguage(page)
    await expect(page.getByText(/longer than usual|더 걸리고/)).toBeVisible()
  },
  'pool-sign-in': ({ page }) => page.goto('/account'),
  'pool-wrong-password': async ({ page }) => {
    await page.goto('/account')
    await page.locator('#username').fill('minseo@example.com')
    await page.locator('#password').fill('wrong')
    await page.keyboard.press('Enter')
    await page.locator('.notice').waitFor()
  },
  'pool-google': async ({ page }) => {
    await page.goto('/')
    await page.getByRole('button', { name: /Google/ }).click()
    await page.waitForURL(/127\.0\.0\.1/)
  },
  'pool-people': ({ page }) => page.goto(`${defaultPoolConfig.origin}/__local/`),
  'pool-faults': ({ page }) => page.goto(`${defaultPoolConfig.origin}/__local/faults`),
  'pool-error': ({ page }) =>
    page.goto(
      `${defaultPoolConfig.origin}/oauth2/authorize?client_id=local-web-client&response_type=code&redirect_uri=http://localhost:3000/callback/`,
    ),
}

async function openAccount(page: Page): Promise<void> {
  await page.goto('/account')
  await signInAtSomeLanguage(page)
  await expect(page.getByRole('heading', { name: /Note|메모/ })).toBeVisible()
}

async function signInAtSomeLanguage(page: Page): Promise<void> {
  await page.locator('#username').fill('minseo@example.com')
  await page.locator('#password').fill('Local-pass-1')
  await page.keyboard.press('Enter')
  await page.waitForURL(/localhost:3000/)
}

async function leave(page: Page): Promise<URL> {
  const request = page.waitForRequest(/oauth2\/authorize/)
  await page.goto('/account')
  return new URL((await request).url())
}
