import type { Page } from '@playwright/test'
import { expect, signIn, signInAtPool, test } from './fixtures.ts'

// Playwright turns the back/forward cache off. Without the cache these tests could not fail.
test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
})

/** Marks the document. Only the back/forward cache restores a document with its mark. */
const mark = (page: Page) => page.evaluate(() => document.documentElement.setAttribute('data-mark', 'same'))
const expectSamePage = (page: Page) => expect(page.locator('html')).toHaveAttribute('data-mark', 'same')

/** Does what a link of the app does: changes the address without loading a page. */
async function followLink(page: Page, path: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  await page.evaluate((address) => {
    history.pushState(null, '', address)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

test('F34: Back from the hosted UI restores the page, and its sign-in button works', async ({ page }) => {
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

test('F34: Back from the hosted UI to a guarded page does not redirect to the hosted UI again', async ({ page }) => {
  await page.goto('/')
  await followLink(page, '/account?x=1')
  await expect(page.getByLabel('Password')).toBeVisible()
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in to continue' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await signInAtPool(page)
  await expect(page).toHaveURL('http://localhost:3000/account?x=1')
})

test('F34: Back from the hosted UI after a deep link opens the page before the deep link', async ({ page }) => {
  await page.goto('/nowhere')
  await page.goto('/account?x=1')
  await expect(page.getByLabel('Password')).toBeVisible()
  await page.goBack({ waitUntil: 'commit' })
  await expect(page).toHaveURL('http://localhost:3000/nowhere')
})

test.describe('a user who comes Back to the hosted UI and signs in there as somebody else', () => {
  test.beforeEach(async ({ page }) => {
    await signIn(page)
    await page.goBack({ waitUntil: 'commit' })
    await signInAtPool(page, 'jordan@example.com')
    await expect(page.getByRole('heading', { level: 1, name: 'Which account do you want to use?' })).toBeVisible()
    await expect(page.getByText('minseo@example.com')).toBeVisible()
  })

  test('can stay with the first account', async ({ page }) => {
    await page.getByRole('button', { name: 'Stay with this account' }).click()
    await expect(page.getByText('minseo@example.com')).toBeVisible()
    await page.reload()
    await expect(page.getByText('minseo@example.com')).toBeVisible()
  })

  test('can use the other account, without a password', async ({ page }) => {
    await page.getByRole('button', { name: 'Use the account I signed in with last' }).click()
    await expect(page.getByText('jordan@example.com')).toBeVisible()
    await expect(page).toHaveURL('http://localhost:3000/account')
  })
})

test('A63: Back after a sign-out shows no data of the user, and does not redirect to the hosted UI', async ({
  page,
}) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('http://localhost:3000/')
  await page.goBack({ waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/You are signed out|Sign in to continue/)
  await expect(page.getByText('minseo@example.com')).toHaveCount(0)
})

test('A63: a page from the back/forward cache shows no data of the user after a sign-out', async ({ page }) => {
  // A message would make Chromium drop the cached page. Without a channel, Chromium restores the page as it was.
  await page.addInitScript(() => Object.defineProperty(window, 'BroadcastChannel', { value: undefined }))
  await signIn(page)
  await mark(page)
  await page.goto('/')
  await page.getByRole('button', { name: 'Account menu' }).click()
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
