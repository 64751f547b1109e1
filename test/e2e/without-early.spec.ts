import { expect, signIn, signInAtPool, test } from './fixtures.ts'

test.use({ build: 'without-early' })

test('a build without the early start has no script in its HTML', async ({ request }) => {
  expect(await (await request.get('/')).text()).not.toContain('<script>')
})

test('signs in from the landing page, with the provider of the button', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await expect(page).toHaveURL(/google/)
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await expect(page).toHaveURL('/account')
})

test('signs in from a deep link, stays signed in after a reload, and signs out', async ({ page }) => {
  await signIn(page, '/account?tab=2#b')
  await expect(page).toHaveURL('/account?tab=2#b')
  await page.reload()
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
})

test('shows an error at a callback of a sign-in that this tab did not start', async ({ page }) => {
  await page.goto('/callback?code=a&state=0123456789abcdef0123456789abcdef')
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'no-pending-sign-in')
  await expect(page).toHaveURL('/callback')
})
