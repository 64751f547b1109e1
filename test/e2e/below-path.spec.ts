import type { Page } from '@playwright/test'
import { expect, signIn, signInAtPool, test } from './fixtures.ts'
import { appOrigin } from './ports.ts'

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true })

test.use({ build: 'below-path' })

test('signs in from the landing page, comes back to its path, and signs out to its own URL', async ({ page }) => {
  const callback = page.waitForRequest(/^http:\/\/localhost:3000\/app\/callback\?code=/)
  await page.goto('/app/')
  await signInButton(page).click()
  await signInAtPool(page)
  await callback
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await expect(page).toHaveURL('/app/account')
  const signOut = page.waitForRequest(/\/logout\?/)
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect(new URL((await signOut).url()).searchParams.get('logout_uri')).toBe(`${appOrigin}/app`)
  await expect(signInButton(page)).toBeVisible()
  await expect(page).toHaveURL('/app')
})

test('signs in from a deep link, and its links and a reload stay below the path', async ({ page }) => {
  await signIn(page, '/app/account?tab=2#b')
  await expect(page).toHaveURL('/app/account?tab=2#b')
  await page.reload()
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await page.getByRole('link', { name: 'Toyseven' }).click()
  await expect(page).toHaveURL('/app')
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await expect(page).toHaveURL('/app/account')
  await page.goto('/app/nowhere')
  await page.getByRole('main').getByRole('link').click()
  await expect(page).toHaveURL('/app')
})

test('handles a callback with an added slash, and sets no cookie', async ({ page, context }) => {
  await page.route(/\/app\/callback\?/, (route) =>
    route.fulfill({ status: 301, headers: { location: route.request().url().replace('callback?', 'callback/?') } }),
  )
  await signIn(page, '/app/account')
  await expect(page).toHaveURL('/app/account')
  expect(await context.cookies(`${appOrigin}/app/`)).toEqual([])
})

test('leaves the rest of the host alone', async ({ request }) => {
  expect((await request.get('/account', { headers: { accept: 'text/html' } })).status()).toBe(404)
  expect((await request.get('/app/assets/none.js')).status()).toBe(404)
})
