import type { Page } from '@playwright/test'
import { expect, signIn, signInAtPool, test } from './fixtures.ts'

// Playwright switches the back/forward cache off, and without it this could not fail.
test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
})

/** Marks the page's memory, which only the back/forward cache brings back. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-mark', 'same'))
const expectSamePage = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-mark', 'same')

/** What a link of the app does: the address changes, the page stays. */
async function followLink(page: Page, path: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  await page.evaluate((address) => {
    history.pushState(null, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

test('F34: Back from the hosted UI gives the page back, with a button that works', async ({ page }) => {
  await page.goto('/')
  await mark(page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByLabel('Password')).toBeVisible()
  await page.goBack({ waitUntil: 'commit' })
  await expectSamePage(page)
  await expect(page).toHaveURL('http://localhost:3000/')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
})

test('F34: Back from the hosted UI to a guarded page does not send the person there again by itself', async ({
  page,
}) => {
  await page.goto('/')
  await followLink(page, '/account?x=1')
  await expect(page.getByLabel('Password')).toBeVisible()
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to continue' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await signInAtPool(page)
  await expect(page).toHaveURL('http://localhost:3000/account?x=1')
})

test('F34: Back from the hosted UI after a deep link gives the page that was before it', async ({ page }) => {
  await page.goto('/nowhere')
  await page.goto('/account?x=1')
  await expect(page.getByLabel('Password')).toBeVisible()
  await page.goBack({ waitUntil: 'commit' })
  await expect(page).toHaveURL('http://localhost:3000/nowhere')
})

test('A63: Back after signing out shows nothing of the person, and sends nobody to sign in', async ({ page }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('http://localhost:3000/')
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/You are signed out|Sign in to continue/)
  await expect(page.getByText('minseo@example.com')).toHaveCount(0)
})

test('A63: nor does the very page as the browser had it in its cache', async ({ page }) => {
  // A message would make Chromium drop the cached page; without a channel it is shown again as it was.
  await page.addInitScript(() => Object.defineProperty(window, 'BroadcastChannel', { value: undefined }))
  await signIn(page)
  await mark(page)
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await page.goBack({ waitUntil: 'commit' })
  while (!(await page.evaluate(() => document.documentElement.hasAttribute('data-mark')))) {
    expect(page.url()).toContain('localhost:3000')
    await page.goBack({ waitUntil: 'commit' })
  }
  await expectSamePage(page)
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-out')
  await expect(page.getByText('minseo@example.com')).toHaveCount(0)
})
