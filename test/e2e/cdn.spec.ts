import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures.ts'
import { trueUrl, type Ports } from './ports.ts'

test.use({ build: 'cdn' })

test('is at the root of its own host, and its policy lets the assets of the CDN load', async ({ page, ports }) => {
  await serveCdn(page, ports)
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  await signIn(page, '/account?tab=2')
  await expect(page).toHaveURL('/account?tab=2')
  await page.goto('/nowhere/at/all')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
})

test.describe('a script that was changed on the CDN', () => {
  test.use({ expectedLines: [/integrity|Failed to find a valid digest|ERR_/] })

  test('A79: does not run, and the page shows that the app could not start', async ({ page, ports }) => {
    await serveCdn(page, ports, (script) => `window.pwned = 1;${script}`)
    await page.goto('/')
    await expect(page.getByText('This app could not start. Reload the page.')).toBeVisible({ timeout: 12_000 })
    expect(await page.evaluate('window.pwned')).toBeUndefined()
  })
})

/** Sends the files of the build from the other host, as a CDN has to: other origins may read them. */
async function serveCdn(page: Page, ports: Ports, change = (script: string) => script): Promise<void> {
  await page.route('https://cdn.example.net/x/**', async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/x/', '/')
    const response = await route.fetch({ url: trueUrl(path, ports) })
    const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
    const isEntry = /\/assets\/index-.*\.js$/.test(path)
    const body = isEntry ? { body: change(await response.text()) } : {}
    await route.fulfill({ response, ...body, headers: { ...response.headers(), ...headers } })
  })
}
