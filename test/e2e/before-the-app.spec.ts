import type { Page } from '@playwright/test'
import { countRequests, expect, signInAtPool, test } from './fixtures.ts'
import { appScript, holdApp, rename } from './hold-app.ts'

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
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
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

test.describe('a reload of somebody who is signed in', () => {
  test.beforeEach(async ({ page }) => {
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
  })

  test('shows them before the app has come, which takes over the very same elements', async ({ page }) => {
    const letGo = await holdApp(page)
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
    letGo()
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveAttribute('data-was-here')
  })

  test('answers all that was pressed meanwhile once the app is there', async ({ page }) => {
    const letGo = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await page.getByRole('button', { name: '한국어' }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    await page.getByRole('button', { name: 'Sign out' }).click()
    letGo()
    await expect(page).toHaveURL('http://localhost:3000/')
    await expect(page.getByRole('button', { name: '로그인', exact: true })).toBeVisible()
  })

  test('A61: takes them away when another tab signs out', async ({ context, page }) => {
    const other = await context.newPage()
    await other.goto('/account')
    await expect(other.getByRole('heading', { name: 'Session' })).toBeVisible()
    const letGo = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByText('minseo@example.com')).toBeVisible()
    await other.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('minseo@example.com')).toBeHidden()
    await expect(page.locator('html')).not.toHaveAttribute('data-app')
    letGo()
    await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  })

  test('shows what the session says where that has changed before the app has come', async ({ page }) => {
    const letGo = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, 김민서')
    await rename(page, 'Minseo')
    letGo()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, Minseo')
    await expect(page.getByText('김민서')).toBeHidden()
  })

  test('A51: shows what a claim holds as text', async ({ page }) => {
    const name = '{email|<img src=x>}</h1><script>alert(1)</script>'
    await rename(page, name)
    const letGo = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello, ${name}`)
    letGo()
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Hello, ${name}`)
  })
})

test.describe('a reload that finds no words', () => {
  test.use({ expectedLines: [/net::ERR_FAILED/] })

  test('says so in the place of a page that nobody answers for', async ({ page }) => {
    await page.goto('/account')
    await signInAtPool(page)
    await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
    await page.route(/\/assets\/primary-/, (route) => route.abort())
    await page.reload()
    await expect(page.getByText('This app could not start. Reload the page.')).toBeVisible()
    await expect(page.getByText('minseo@example.com')).toBeHidden()
  })
})

test('an app that does not come is missed after eight seconds, and no sooner', async ({ page }) => {
  await page.clock.install()
  const letGo = await holdApp(page)
  await page.goto('/not-there', { waitUntil: 'commit' })
  const notice = page.getByText('This app could not start. Reload the page.')
  await expect(page.locator('.not-started')).toBeAttached()
  await page.clock.runFor(7_000)
  await expect(notice).toBeHidden()
  await page.clock.runFor(1_500)
  await expect(notice).toBeVisible()
  letGo()
  await expect(notice).toBeHidden()
})

test('F25: a click that cannot leave, for want of room, says so: before the app is there and after', async ({
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
  const letGo = await holdApp(page)
  await page.reload({ waitUntil: 'commit' })
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  letGo()
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'storage-blocked')
  await page.unroute(appScript)
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'storage-blocked')
})
