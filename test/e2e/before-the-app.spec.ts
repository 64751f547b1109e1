import type { Page } from '@playwright/test'
import { countRequests, expect, signInAtPool, test } from './fixtures.ts'

const appScript = /\/assets\/index-.*\.js$/

/** Keeps the app from coming until it is let go: what works meanwhile is the HTML's own. */
async function holdApp(page: Page): Promise<() => void> {
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(appScript, async (route) => {
    await held
    // The page that asked may be gone.
    await route.continue().catch(() => {})
  })
  return letGo
}

/** Requests in the order in which they leave. */
function watchRequests(page: Page): string[] {
  const seen: string[] = []
  page.on('request', (request) => seen.push(`${request.method()} ${new URL(request.url()).pathname}`))
  return seen
}

const withoutAssets = (requests: readonly string[]) => requests.filter((request) => !request.includes('/assets/'))

test('the landing page is there and signs in before the app has come', async ({ page }) => {
  await holdApp(page)
  await page.goto('/', { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in without handing over your password')
  const seen = watchRequests(page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  expect(withoutAssets(seen).slice(0, 2)).toEqual(['GET /oauth2/authorize', 'GET /login'])
  await page.unroute(appScript)
  await signInAtPool(page)
  await expect(page).toHaveURL('http://localhost:3000/account')
})

test('so does its button for Google', async ({ page }) => {
  await holdApp(page)
  await page.goto('/', { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await expect(page.getByRole('button', { name: /haneul@gmail\.com/ })).toBeVisible()
})

test.describe('to a Korean', () => {
  test.use({ locale: 'ko-KR' })

  test('it speaks Korean from the first frame', async ({ page }) => {
    await holdApp(page)
    await page.goto('/', { waitUntil: 'commit' })
    await expect(page.getByRole('button', { name: '로그인', exact: true })).toBeVisible()
    await expect(page.getByText('Sign in without handing over')).toBeHidden()
  })
})

test('once the app is there, a click leaves with the very next request', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await expect(page.locator('html')).toHaveAttribute('data-app', 'here')
  const seen = watchRequests(page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  expect(seen[0]).toBe('GET /oauth2/authorize')
})

test('a deep link of somebody whom nobody knows leaves before the app has come', async ({ page }) => {
  await holdApp(page)
  const seen = watchRequests(page)
  await page.goto('/account', { waitUntil: 'commit' })
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  expect(withoutAssets(seen).slice(0, 3)).toEqual(['GET /account', 'GET /oauth2/authorize', 'GET /login'])
})

test('a callback is exchanged before the app has come, and once', async ({ page }) => {
  const requests = countRequests(page)
  await page.goto('/account')
  await expect(page.getByLabel('Email address')).toBeVisible()
  const letGo = await holdApp(page)
  const seen = watchRequests(page)
  const exchanged = page.waitForResponse((response) => response.url().endsWith('/oauth2/token'))
  await signInAtPool(page)
  await exchanged
  expect(new URL(page.url()).search).toBe('')
  await expect(page.locator('html')).not.toHaveAttribute('data-app')
  letGo()
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  expect(requests('/oauth2/token')).toBe(1)
  expect(requests('/ap-northeast-2_toyseven/.well-known/jwks.json')).toBe(1)
  expect(seen.filter((request) => request.startsWith('OPTIONS'))).toEqual([])
})
