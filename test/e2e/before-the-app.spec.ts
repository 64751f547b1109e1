import { landing } from '../../src/i18n/messages/en/landing.ts'
import type { Page } from '@playwright/test'
import { countRequests, expect, signInAtPool, test } from './fixtures.ts'
import { appScript, holdApp, rename } from './hold-app.ts'

/** Collects the requests in the order in which the page sends them. */
function watchRequests(page: Page): string[] {
  const seen: string[] = []
  page.on('request', (request) => seen.push(`${request.method()} ${new URL(request.url()).pathname}`))
  return seen
}

const withoutAssets = (requests: readonly string[]) => requests.filter((request) => !request.includes('/assets/'))

test('the landing page is visible and starts a sign-in before the app has loaded', async ({ page }) => {
  await holdApp(page)
  await page.goto('/', { waitUntil: 'commit' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(landing.heroTitle)
  const seen = watchRequests(page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  expect(withoutAssets(seen).slice(0, 2)).toEqual(['GET /oauth2/authorize', 'GET /login'])
  await page.unroute(appScript)
  await signInAtPool(page)
  await expect(page).toHaveURL('http://localhost:3000/account')
})

test('the landing page starts a sign-in with Google before the app has loaded', async ({ page }) => {
  await holdApp(page)
  await page.goto('/', { waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await expect(page.getByRole('button', { name: /haneul@gmail\.com/ })).toBeVisible()
})

test.describe('in a Korean browser', () => {
  test.use({ locale: 'ko-KR' })

  test('the landing page is in Korean before the app has loaded', async ({ page }) => {
    await holdApp(page)
    await page.goto('/', { waitUntil: 'commit' })
    await expect(page.getByRole('button', { name: '로그인', exact: true })).toBeVisible()
    await expect(page.getByText(landing.heroTitle)).toBeHidden()
  })
})

test('after the app has loaded, the first request after a click goes to the authorize endpoint', async ({ page }) => {
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  const seen = watchRequests(page)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  expect(seen[0]).toBe('GET /oauth2/authorize')
})

test('a deep link without a session redirects to the hosted UI before the app has loaded', async ({ page }) => {
  await holdApp(page)
  const seen = watchRequests(page)
  await page.goto('/account', { waitUntil: 'commit' })
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  expect(withoutAssets(seen).slice(0, 3)).toEqual(['GET /account', 'GET /oauth2/authorize', 'GET /login'])
})

test('the code of a callback is exchanged before the app has loaded, and only once', async ({ page }) => {
  const requests = countRequests(page)
  await page.goto('/account')
  await expect(page.getByLabel('Email address')).toBeVisible()
  const releaseApp = await holdApp(page)
  const seen = watchRequests(page)
  const exchanged = page.waitForResponse((response) => response.url().endsWith('/oauth2/token'))
  await signInAtPool(page)
  await exchanged
  expect(new URL(page.url()).search).toBe('')
  await expect(page.locator('html')).not.toHaveAttribute('data-app')
  releaseApp()
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  expect(requests('/oauth2/token')).toBe(1)
  expect(requests('/ap-northeast-2_toyseven/.well-known/jwks.json')).toBe(1)
  expect(seen.filter((request) => request.startsWith('OPTIONS'))).toEqual([])
})

test.describe('a reload by a signed-in user', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
  })

  test('shows the user before the app has loaded, and the app reuses the same elements', async ({ page }) => {
    const releaseApp = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, 김민서')
    await expect(page.getByText('minseo@example.com')).toBeVisible()
    await expect(page.getByRole('definition')).toHaveText([
      '김민서',
      'minseo@example.com',
      'None',
      'E-mail and password',
    ])
    await expect(page.locator('html')).not.toHaveAttribute('data-app')
    await page.getByRole('heading', { level: 1 }).evaluate((title) => title.setAttribute('data-was-here', ''))
    releaseApp()
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-was-here')
  })

  test('handles earlier clicks as soon as the app has loaded', async ({ page }) => {
    const releaseApp = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await page.getByRole('button', { name: '한국어' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await page.getByRole('button', { name: 'Account menu' }).click()
    releaseApp()
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
    await page.locator('.menu').getByRole('button', { name: '로그아웃' }).click()
    await expect(page).toHaveURL('http://localhost:3000/')
    await expect(page.getByRole('button', { name: '로그인', exact: true })).toBeVisible()
  })

  test('A61: hides the user when another tab signs out before the app has loaded', async ({ context, page }) => {
    const other = await context.newPage()
    await other.goto('/account')
    await expect(other.getByRole('heading', { name: 'Session' })).toBeVisible()
    const releaseApp = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByText('minseo@example.com')).toBeVisible()
    await other.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('minseo@example.com')).toBeHidden()
    await expect(page.locator('html')).not.toHaveAttribute('data-app')
    releaseApp()
    await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  })

  test('shows the new name if the stored session changes before the app has loaded', async ({ page }) => {
    const releaseApp = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, 김민서')
    await rename(page, 'Minseo')
    releaseApp()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Minseo')
    await expect(page.getByText('김민서')).toBeHidden()
  })

  test('A51: shows the value of a claim as plain text', async ({ page }) => {
    const name = '{email|<img src=x>}</h1><script>alert(1)</script>'
    await rename(page, name)
    const releaseApp = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello, ${name}`)
    releaseApp()
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello, ${name}`)
  })
})

test.describe('a reload that cannot load the texts', () => {
  test.use({ expectedLines: [/net::ERR_FAILED/] })

  test('shows that the app could not start, and hides the user', async ({ page }) => {
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
    await page.route(/\/assets\/primary-/, (route) => route.abort())
    await page.reload()
    await expect(page.getByText('This app could not start. Reload the page.')).toBeVisible()
    await expect(page.getByText('minseo@example.com')).toBeHidden()
  })
})

test('a notice appears after eight seconds without the app, and not earlier', async ({ page }) => {
  await page.clock.install()
  const releaseApp = await holdApp(page)
  await page.goto('/not-there', { waitUntil: 'commit' })
  const notice = page.getByText('This app could not start. Reload the page.')
  await expect(page.locator('.not-started')).toBeAttached()
  await page.clock.runFor(7_000)
  await expect(notice).toBeHidden()
  await page.clock.runFor(1_500)
  await expect(notice).toBeVisible()
  releaseApp()
  await expect(notice).toBeHidden()
})

test('F25: a click on Sign in with a full storage shows an error, before and after the app has loaded', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    if (Reflect.get(window, 'name') === 'full') Storage.prototype.setItem = refuse
  })
  await page.goto('/')
  await page.evaluate(() => Reflect.set(window, 'name', 'full'))
  const releaseApp = await holdApp(page)
  await page.reload({ waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  releaseApp()
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'storage-blocked')
  await page.unroute(appScript)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'storage-blocked')
})
