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

/** Sends the files of the build from the other host, as a CDN has to: other origins may read them. */
async function serveCdn(page: Page, ports: Ports): Promise<void> {
  await page.route('https://cdn.example.net/x/**', async (route) => {
    const path = new URL(route.request().url()).pathname.replace('/x/', '/')
    const response = await route.fetch({ url: trueUrl(path, ports) })
    const headers = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
    await route.fulfill({ response, headers: { ...response.headers(), ...headers } })
  })
}
