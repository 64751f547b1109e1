import { expect, signIn, signInAtPool, test } from './fixtures.ts'

test('a sign-out ends the session of the app and the pool, and returns through the logout URL', async ({ page }) => {
  await page.goto('/account')
  await signInAtPool(page)
  const logout = page.waitForRequest(/\/logout\?/)
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect((await logout).url()).toBe(
    'http://127.0.0.1:9229/logout?client_id=local-web-client&logout_uri=http%3A%2F%2Flocalhost%3A3000',
  )
  await expect(page).toHaveURL('http://localhost:3000/')
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-out')
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
  // The pool asks for the password again, because its own session has ended too.
  await page.goto('/account')
  await expect(page.getByLabel('Password')).toBeVisible()
})

test('A61: a sign-out also signs out the other tab', async ({ context, page }) => {
  await signIn(page)
  const other = await context.newPage()
  await other.goto('/account')
  await expect(other.getByText('minseo@example.com')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(other.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible({ timeout: 1000 })
  await expect(other.getByText('minseo@example.com')).toBeHidden()
})

test.describe('offline', () => {
  test.use({ expectedLines: [/net::ERR_INTERNET_DISCONNECTED/] })

  test('F51: a sign-out removes the session, and shows that the pool could not be reached', async ({
    context,
    page,
  }) => {
    await signIn(page)
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText(/could not be reached/)).toBeVisible()
    // The note for the next page holds no data of the user.
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(['toyseven.signed-out'])
  })
})
