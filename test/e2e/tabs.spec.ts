import type { BrowserContext, Page } from '@playwright/test'
import { localClientId } from '../../local-cognito/defaults.ts'
import { countRequests, expect, signIn, signInAtPool, test } from './fixtures.ts'

const minseo = 'minseo@example.com'

// Playwright turns the back/forward cache off. Without the cache some of these tests could not fail.
test.use({
  launchOptions: async ({ launchOptions }, provide) =>
    provide({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
})

async function openTab(context: BrowserContext, path = '/account'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(path)
  return page
}

/** Freezes or thaws a tab, as the browser does with tabs that have been hidden for a while. */
async function setFrozen(page: Page, isFrozen: boolean): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Page.setWebLifecycleState', { state: isFrozen ? 'frozen' : 'active' })
}

const tokenCalls = (pool: { requests(): readonly { path: string }[] }) =>
  pool.requests().filter(({ path }) => path === '/oauth2/token').length

test('a new tab shows the user without a request to the pool', async ({ context, page, pool }) => {
  await signIn(page)
  const requestCount = pool.requests().length
  const typed = await openTab(context, '/account?x=1')
  await expect(typed.getByText(minseo)).toBeVisible()
  expect(typed.url()).toBe('http://localhost:3000/account?x=1')
  const [linked] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void window.open('/account?opened')),
  ])
  await expect(linked.getByText(minseo)).toBeVisible()
  expect(pool.requests()).toHaveLength(requestCount)
})

test('the session ends when its last tab is closed', async ({ context, page }) => {
  await signIn(page)
  await page.close()
  const later = await context.newPage()
  const requests = countRequests(later)
  await later.goto('/account')
  await expect(later.getByText(minseo)).toBeVisible()
  // The pool remembers the user, the app does not.
  expect(requests('/oauth2/authorize')).toBe(1)
})

test('a tab on the landing page shows the user when another tab signs in', async ({ context, page }) => {
  const waiting = await openTab(context, '/')
  await signIn(page)
  await expect(waiting.getByText(minseo)).toBeVisible({ timeout: 1_000 })
})

test('A62: when another user signs in, the first user’s page is cleared and shows a message', async ({
  context,
  page,
}) => {
  const other = await openTab(context, '/')
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.getByLabel('Password')).toBeVisible()
  await signIn(page)
  await signInAtPool(other, 'jordan@example.com')
  await expect(page.getByRole('heading', { level: 1, name: 'Someone else has signed in' })).toBeVisible({
    timeout: 1_500,
  })
  await expect(page.getByText(minseo)).toHaveCount(0)
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByText('jordan@example.com')).toBeVisible()
  await expect(page.getByText(minseo)).toHaveCount(0)
})

test('A61: a frozen tab shows no data of a signed-out user after it is thawed', async ({ context, page }) => {
  await signIn(page)
  const frozen = await openTab(context)
  await expect(frozen.getByText(minseo)).toBeVisible()
  await setFrozen(frozen, true)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('http://localhost:3000/')
  await setFrozen(frozen, false)
  await expect(frozen.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible({ timeout: 1_000 })
})

test('A64: Back to a page that was cached while another tab signed out shows no data of the user', async ({
  context,
  page,
}) => {
  await signIn(page)
  const cached = await openTab(context)
  await expect(cached.getByText(minseo)).toBeVisible()
  await cached.goto('http://127.0.0.1:9229/__local/')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('http://localhost:3000/')
  await cached.goBack({ waitUntil: 'commit' })
  await expect(cached.locator('#root')).toHaveAttribute('data-session', 'signed-out')
  await expect(cached.getByText(minseo)).toHaveCount(0)
  expect(await cached.evaluate(() => Object.values(sessionStorage).join())).not.toContain('access_token')
})

test('A72, F22: five tabs that refresh at once send one request, even without a grace period', async ({
  context,
  page,
  pool,
}) => {
  pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: 0 })
  await signIn(page)
  const tabs = [page]
  while (tabs.length < 5) tabs.push(await openTab(context))
  for (const tab of tabs) await expect(tab.getByText(minseo)).toBeVisible()
  const before = tokenCalls(pool)
  await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Refresh now' }).dispatchEvent('click')))
  for (const tab of tabs) await expect(tab.getByText('The session has been refreshed.')).toBeVisible()
  expect(tokenCalls(pool) - before).toBe(1)
  const refreshTokens = await Promise.all(tabs.map((tab) => tab.evaluate(refreshTokenInStorage)))
  expect(new Set(refreshTokens).size).toBe(1)
})

test('A69: a duplicated tab and its original refresh for each other, even without a grace period', async ({
  context,
  page,
  pool,
}) => {
  pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: 0 })
  await signIn(page)
  const [copy] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => void window.open('/account'))])
  await expect(copy.getByText(minseo)).toBeVisible()
  for (const [tab, other] of [
    [copy, page],
    [page, copy],
    [copy, page],
  ] as const) {
    await tab.getByRole('button', { name: 'Refresh now' }).click()
    await expect(tab.getByText('just now, by this tab')).toBeVisible()
    // Until the other tab has the new tokens, a refresh there would take them over and request no others.
    await expect(other.getByText('just now, by another tab')).toBeVisible()
  }
})

test('A70: cookies set by another host change nothing', async ({ context, page }) => {
  for (const name of ['state', 'nonce', 'auth', 'toyseven.session'])
    await context.addCookies([{ name, value: 'evil', url: 'http://localhost:3000' }])
  await signIn(page)
  expect(await page.evaluate(() => document.cookie)).toContain('evil')
})

test('A65: no link, image or form of another page signs the user out', async ({ context, page }) => {
  await signIn(page)
  const evil = await openTab(context, 'http://127.0.0.1:9229/__local/')
  for (const path of ['/logout', '/signout', '/?logout=1']) await evil.goto(`http://localhost:3000${path}`)
  await page.reload()
  await expect(page.getByText(minseo)).toBeVisible()
})

for (const missing of ['locks', 'BroadcastChannel', 'both'] as const) {
  test(`F27: works without ${missing}`, async ({ context, page, pool }) => {
    await context.addInitScript((what) => {
      if (what !== 'BroadcastChannel') Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })
      if (what !== 'locks') Object.defineProperty(window, 'BroadcastChannel', { value: undefined })
    }, missing)
    await signIn(page)
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await expect(page.getByText('The session has been refreshed.')).toBeVisible()
    expect(tokenCalls(pool)).toBe(2)
    const [other] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => void window.open('/account'))])
    await expect(other.getByText(minseo)).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(other.getByRole('heading', { level: 1, name: 'You are signed out' })).toBeVisible({ timeout: 1_000 })
  })
}

test('F24: if the browser refuses the storage, the app shows an error and does not redirect', async ({
  context,
  page,
}) => {
  await context.addInitScript(() => {
    for (const name of ['sessionStorage', 'localStorage'])
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError')
        },
      })
    Object.defineProperty(LockManager.prototype, 'request', { value: () => Promise.reject(new Error('Refused.')) })
  })
  const requests = countRequests(page)
  await page.goto('/account')
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'storage-blocked')
  expect(requests('/oauth2/authorize')).toBe(0)
})

function refreshTokenInStorage(): unknown {
  const [key = ''] = Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))
  return JSON.parse(sessionStorage.getItem(key) ?? '{}').refresh_token
}
