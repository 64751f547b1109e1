import { violations } from './axe.ts'
import { expect, signInAtPool, test } from './fixtures.ts'
import { appOrigin } from './ports.ts'

test.use({ build: 'bare' })

test('shows the public page; a sign-in there starts on the registered origin', async ({ page, ports }) => {
  await page.goto(`http://localhost:${ports.app}/`)
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await expect(page).toHaveURL(`${appOrigin}/account`)
})

test('leads from a guarded page to the same page on the registered origin', async ({ page, ports }) => {
  await page.goto(`http://localhost:${ports.app}/account?tab=2#b`)
  await signInAtPool(page)
  await expect(page).toHaveURL(`${appOrigin}/account?tab=2#b`)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
})

test('explains the configuration to a developer who adds ?debug', async ({ page, ports }) => {
  await page.goto(`http://localhost:${ports.app}/?debug`)
  await expect(page.getByText(/VITE_COGNITO_REDIRECT_URI points to another site/)).toBeVisible()
  await expect(page.getByText('VITE_COGNITO_REDIRECT_URI=http://localhost:3000/callback')).toBeVisible()
  expect([...(await violations(page, 'light')), ...(await violations(page, 'dark'))]).toEqual([])
})

test.describe('without the page that explains the configuration', () => {
  test.use({ expectedLines: [/net::ERR_FAILED/] })

  test('is not white', async ({ page, ports }) => {
    await page.route(/secondary-pages/, (route) => route.abort())
    await page.goto(`http://localhost:${ports.app}/?debug`)
    await expect(page.getByText('This app could not start. Reload the page.')).toBeVisible()
  })
})
