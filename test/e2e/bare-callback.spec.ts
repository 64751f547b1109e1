import { expect, signInAtPool, test } from './fixtures.ts'

test.use({ build: 'bare' })

test('signs in with a callback URL without a path, as in the AWS walk-through', async ({ page }) => {
  const callback = page.waitForRequest(/^http:\/\/localhost:3000\/\?code=/)
  await page.goto('/account?x=1#y')
  await signInAtPool(page)
  await callback
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await expect(page).toHaveURL('http://localhost:3000/account?x=1#y')
})

test('shows the landing page at the callback URL if it has no response', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
})

for (const path of ['/?state=CA&page=2', '/?error=404', '/?code=PROMO10']) {
  test(`${path} is the home page with a query of its own, which stays`, async ({ page }) => {
    await page.goto(path)
    await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    await expect(page).toHaveURL(`http://localhost:3000${path}`)
  })
}
