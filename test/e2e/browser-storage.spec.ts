import { expect, signInAtPool, test } from './fixtures.ts'

test.use({ build: 'browser-storage' })

test('keeps the session for a tab opened later, where the configuration says so', async ({ context, page }) => {
  await page.goto('/account')
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await page.close()
  const later = await context.newPage()
  await later.goto('/account')
  await expect(later.getByText('minseo@example.com')).toBeVisible()
})
