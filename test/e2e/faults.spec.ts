import type { Page } from '@playwright/test'
import { localClientId } from '../../local-cognito/defaults.ts'
import { someOf } from '../support/soak.ts'
import { countRequests, expect, signIn, signInAtPool, test } from './fixtures.ts'

const minseo = 'minseo@example.com'

test.describe('offline', () => {
  test.use({ expectedLines: [/net::ERR_INTERNET_DISCONNECTED/] })

  test('F11: the page shows that it reconnects after the token expires, keeps the form, and recovers', async ({
    context,
    page,
    pool,
  }) => {
    pool.setAccessTokenLifetime(localClientId, 6)
    await signIn(page)
    await page.getByLabel('Something to remember').fill('half a sentence')
    await context.setOffline(true)
    await expect(page.getByText('Reconnecting to the sign-in service')).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText(minseo)).toBeVisible()
    pool.setAccessTokenLifetime(localClientId, 3600)
    await context.setOffline(false)
    await expect(page.getByText('Reconnecting to the sign-in service')).toBeHidden({ timeout: 6_000 })
    await expect(page.getByLabel('Something to remember')).toHaveValue('half a sentence')
    await expect(page.getByText('just now, by this tab')).toBeVisible()
  })

  test('F10: a page that loads from the cache keeps its user signed in', async ({ context, page, pool }) => {
    pool.setAccessTokenLifetime(localClientId, 1)
    await signIn(page)
    await page.route('**/oauth2/token', (route) => route.abort('internetdisconnected'))
    await page.waitForTimeout(1_100)
    await page.reload()
    await expect(page.getByText('Reconnecting to the sign-in service')).toBeVisible()
    await expect(page.getByText(minseo)).toBeVisible()
    await page.unroute('**/oauth2/token')
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(page.getByText('Reconnecting to the sign-in service')).toBeHidden({ timeout: 6_000 })
    await context.setOffline(false)
  })
})

test.describe('a session that Cognito has ended', () => {
  test.use({ expectedLines: [/status of 400/] })

  test('F17, F18: shows an error, and the next sign-in returns to the same URL and the typed text', async ({
    page,
    request,
  }) => {
    await signIn(page, '/account?tab=2#top')
    await page.getByLabel('Something to remember').fill('half a sentence')
    await revoke(page, request)
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Your session ended' })).toBeFocused()
    await expect(page.getByText(minseo)).toHaveCount(0)
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await expect(page).toHaveURL('http://localhost:3000/account?tab=2#top')
    await expect(page.getByLabel('Something to remember')).toHaveValue('half a sentence')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL('http://localhost:3000/')
    await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage))).toEqual([])
  })
})

test('A73: a redirect loop ends after two redirects, on a page with a button', async ({ page }) => {
  const requests = countRequests(page)
  await page.route('**/oauth2/authorize?**', (route) =>
    route.fulfill({ status: 302, headers: { Location: 'http://localhost:3000/account' } }),
  )
  await page.goto('/account').catch(() => {})
  await expect(page.getByRole('heading', { level: 1, name: 'Automatic sign-in has stopped' })).toBeVisible()
  expect(requests('/oauth2/authorize')).toBe(2)
  await page.unroute('**/oauth2/authorize?**')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await signInAtPool(page)
  await expect(page).toHaveURL('http://localhost:3000/account')
})

test('F35, F36, A05: Back after a sign-in, and a bookmarked callback, keep the session and request no token', async ({
  page,
}) => {
  const callbacks: string[] = []
  page.on('framenavigated', (frame) => {
    if (frame.url().includes('/callback?')) callbacks.push(frame.url())
  })
  await page.goto('/')
  await page.getByRole('link', { name: 'Toyseven' }).click()
  await signIn(page)
  const requests = countRequests(page)
  await page.goto(callbacks[0] ?? 'about:blank')
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-in')
  await expect(page).toHaveURL('http://localhost:3000/')
  await page.goBack()
  await expect(page.locator('main')).not.toHaveAttribute('data-problem', /./)
  expect(requests('/oauth2/token')).toBe(0)
})

test.describe('a callback URL that is not registered', () => {
  test.use({ expectedLines: [/status of 400/] })

  /** Presses Sign in, sees the pool's own error page, and goes back. */
  async function failAtPool(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page).toHaveURL(/127\.0\.0\.1:9229\/error/)
    await page.goBack()
    await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  }

  test('F43: Sign in works after Back from the pool’s error page; after the second time there is a hint', async ({
    page,
  }) => {
    const hint = page.getByText('the app’s setup is the cause')
    const registered = encodeURIComponent('http://localhost:3000/callback')
    await page.route(`**/oauth2/authorize?*${registered}*`, (route) => {
      const url = new URL(route.request().url())
      url.searchParams.set('redirect_uri', 'http://localhost:3000/elsewhere')
      return route.fulfill({ status: 302, headers: { Location: url.href } })
    })
    await page.goto('/')
    await failAtPool(page)
    await expect(hint).toHaveCount(0)
    await failAtPool(page)
    await expect(hint).toBeVisible()
    await expect(page.getByText('npm run doctor')).toHaveCount(0)
    await page.unrouteAll()
    await page.goto('/?debug')
    await expect(page.getByText('npm run doctor')).toBeVisible()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await signInAtPool(page)
    await expect(page.getByText(minseo)).toBeVisible()
  })
})

test.describe('a token endpoint that is busy', () => {
  test.use({ expectedLines: [/status of (429|503)/] })

  for (const status of someOf([429, 503])) {
    test(`F03: after ${status} the page says within 3 s what is happening, and shows the problem within 11 s`, async ({
      page,
    }) => {
      await page.route('**/oauth2/token', (route) =>
        route.fulfill({ status, headers: { 'Access-Control-Allow-Origin': '*' } }),
      )
      await page.goto('/account')
      await signInAtPool(page)
      await expect(page.getByRole('status').getByText('Checking your sign-in')).toBeVisible()
      await expect(page.getByRole('status').getByText('Amazon Cognito is busy; trying again')).toBeVisible({
        timeout: 3_500,
      })
      await expect(page.locator('main')).toHaveAttribute(
        'data-problem',
        status === 429 ? 'throttled' : 'server-error',
        {
          timeout: 8_500,
        },
      )
      await page.unroute('**/oauth2/token')
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect(page.getByText(minseo)).toBeVisible()
    })
  }
})

test('F54: a sign-in completes on a processor that is six times slower', async ({ page }) => {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 6 })
  await signIn(page)
  await expect(page).toHaveURL('http://localhost:3000/account')
})

test('F07: during a slow token request the page shows its progress, and the user can cancel', async ({ page }) => {
  let respond = () => {}
  const held = new Promise<void>((resolve) => {
    respond = resolve
  })
  await page.route('**/oauth2/token', async (route) => {
    await held
    await route.continue().catch(() => {})
  })
  await page.goto('/account')
  await signInAtPool(page)
  await expect(page.getByRole('status').getByText('Checking your sign-in')).toBeVisible()
  await expect(page.getByText('This takes longer than usual')).toBeVisible({ timeout: 7_000 })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'cancelled')
  respond()
})

test.describe('a part of the app that cannot be loaded', () => {
  test.use({ expectedLines: [/Failed to load resource|net::ERR|dynamically imported module/] })
  const secondaryPages = /\/assets\/secondary-pages-.*\.js$/

  test('F30: causes one reload after a deployment, and the page then works', async ({ page }) => {
    const requests = countRequests(page)
    await page.route(secondaryPages, (route) => route.fulfill({ status: 404 }), { times: 1 })
    await page.goto('/nowhere')
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
    expect(requests('/nowhere')).toBe(2)
  })

  test('F30: leads to a page with a button, and to no reload loop, if it stays missing', async ({ page }) => {
    const requests = countRequests(page)
    await page.route(secondaryPages, (route) => route.fulfill({ status: 404 }))
    await page.goto('/nowhere')
    await expect(page.getByText('A new version of the app may be available')).toBeVisible()
    await page.waitForTimeout(500)
    expect(requests('/nowhere')).toBe(2)
    await page.unroute(secondaryPages)
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  })

  test('F30: is not requested again when the browser becomes idle later', async ({ page }) => {
    await page.addInitScript(() => {
      window.requestIdleCallback = (work) => {
        addEventListener('test:idle', () => work({ didTimeout: false, timeRemaining: () => 50 }))
        return 1
      }
    })
    const chunkRequests: string[] = []
    await page.route(secondaryPages, (route) => {
      chunkRequests.push(route.request().url())
      return route.fulfill({ status: 404 })
    })
    await page.goto('/nowhere')
    await expect(page.getByText('A new version of the app may be available')).toBeVisible()
    await expect.poll(() => chunkRequests.length).toBe(2)
    await page.unroute(secondaryPages)
    await page.evaluate(() => dispatchEvent(new Event('test:idle')))
    await page.waitForLoadState('networkidle')
    await expect(page.getByText('A new version of the app may be available')).toBeVisible()
  })

  test('F31: causes no reload offline; the rest of the app works, and a click tries again', async ({
    context,
    page,
  }) => {
    await page.route(secondaryPages, (route) => route.abort())
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    await context.setOffline(true)
    await page.evaluate(() => {
      history.pushState(null, '', '/nowhere')
      dispatchEvent(new PopStateEvent('popstate'))
    })
    await expect(page.getByText('Check your connection')).toBeVisible()
    await page.unroute(secondaryPages)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
  })

  test('F32: makes the page show that the app could not start if it is the main script', async ({ page }) => {
    await page.route(/\/assets\/.*\.js$/, (route) => route.abort())
    await page.goto('/')
    await expect(page.getByText('This app could not start. Reload the page.')).toBeVisible({ timeout: 12_000 })
  })
})

async function revoke(
  page: Page,
  request: { post: (url: string, options: { form: Record<string, string> }) => Promise<unknown> },
) {
  const token = await page.evaluate(() => {
    const [key = ''] = Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))
    return String(JSON.parse(sessionStorage.getItem(key) ?? '{}').refresh_token)
  })
  await request.post('http://127.0.0.1:9229/oauth2/revoke', { form: { token, client_id: localClientId } })
}
