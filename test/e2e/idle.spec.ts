import type { Page } from '@playwright/test'
import { violations } from './axe.ts'
import { expect, signInAtPool, test } from './fixtures.ts'

test.use({ build: 'idle' })

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Are you still there?' })

/** Signs in, and lets 14 of the 15 minutes pass. */
async function waitForWarning(page: Page): Promise<void> {
  await page.clock.install()
  await page.goto('/account')
  await signInAtPool(page)
  await page.getByRole('textbox').fill('half a sentence')
  await page.clock.fastForward('14:01')
  await expect(dialog(page)).toBeVisible()
}

test('a user who is away is warned, with the focus on the button that keeps them signed in', async ({ page }) => {
  await waitForWarning(page)
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
  const countdown = page.locator('.countdown')
  await expect(countdown).toHaveText(/signed out in 5\d seconds/)
  const spoken = await dialog(page).getByRole('status').textContent()
  await page.clock.runFor(5_000)
  await expect(countdown).not.toHaveText(/in 5[5-9] seconds/)
  expect(await dialog(page).getByRole('status').textContent()).toBe(spoken)
  for (const theme of ['light', 'dark'] as const) expect(await violations(page, theme)).toEqual([])
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
})

test('one key keeps the user signed in, and gives the focus back', async ({ page }) => {
  await waitForWarning(page)
  await page.keyboard.press('Space')
  await expect(dialog(page)).toBeHidden()
  await expect(page.getByRole('textbox')).toBeFocused()
  await expect(page.getByRole('textbox')).toHaveValue('half a sentence')
})

test('a click on the button keeps the user signed in', async ({ page }) => {
  await waitForWarning(page)
  await page.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(dialog(page)).toBeHidden()
  await expect(page.getByText('minseo@example.com')).toBeVisible()
})

test('the user is then signed out everywhere, and finds the place and the text after the next sign-in', async ({
  context,
  page,
}) => {
  await waitForWarning(page)
  const other = await context.newPage()
  await other.goto('/account')
  await expect(other.getByText('minseo@example.com')).toBeVisible()
  await page.bringToFront()
  await page.clock.runFor(61_000)
  await expect(page.getByRole('heading', { level: 1, name: 'You were signed out' })).toBeVisible()
  await expect(page).toHaveURL('http://localhost:3000/account')
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('You were signed out')
  for (const theme of ['light', 'dark'] as const) expect(await violations(page, theme)).toEqual([])
  await page.getByRole('button', { name: 'Sign in again' }).click()
  // Cognito has forgotten the user, too.
  await signInAtPool(page)
  await expect(page.getByRole('textbox')).toHaveValue('half a sentence')
})

test('Korean', async ({ page }) => {
  await page.clock.install()
  await page.goto('/account?lang=ko')
  await page.locator('#username').fill('minseo@example.com')
  await page.locator('#password').fill('Local-pass-1')
  await page.keyboard.press('Enter')
  await expect(page.locator('.cards .card')).toHaveCount(5)
  await page.clock.fastForward('14:01')
  await expect(page.getByRole('dialog', { name: '아직 사용 중이십니까?' })).toContainText(/5\d초 뒤에 로그아웃됩니다/)
  expect(await violations(page, 'dark')).toEqual([])
})
