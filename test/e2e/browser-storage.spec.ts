import { expect, signIn, signInAtPool, test } from './fixtures.ts'
import { holdApp, rename } from './hold-app.ts'

test.use({ build: 'browser-storage' })

test('with VITE_SESSION_STORAGE=browser, a tab that is opened later has the session', async ({ context, page }) => {
  await signIn(page)
  await page.close()
  const later = await context.newPage()
  await later.goto('/account')
  await expect(later.getByText('minseo@example.com')).toBeVisible()
})

test('A62: a page hides the user drawn before the app has loaded if another tab stores another user', async ({
  context,
  page,
}) => {
  await page.goto('/account')
  await signInAtPool(page)
  const other = await context.newPage()
  await other.goto('/account')
  await expect(other.getByRole('heading', { name: 'Session' })).toBeVisible()
  const releaseApp = await holdApp(page)
  await page.reload({ waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, 김민서')
  await rename(other, 'Seo-yeon Han')
  await expect(page.getByText('김민서')).toBeHidden()
  await expect(page.locator('html')).not.toHaveAttribute('data-app')
  releaseApp()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Seo-yeon Han')
})
