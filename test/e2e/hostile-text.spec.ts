import { someOf } from '../support/soak.ts'
import { expect, signInAtPool, test } from './fixtures.ts'
import { divertCallback, rememberAtPool, signInBroken, startSignIn } from './rejection.ts'

const minseo = 'minseo@example.com'
const app = 'http://localhost:3000'

test('A44, A45: a sign-in that starts at any URL ends in this app', async ({ page }) => {
  const origins: string[] = []
  page.on('request', (request) => origins.push(new URL(request.url()).origin))
  await rememberAtPool(page)
  const paths = [
    '/?returnTo=https://evil.example',
    '/login?returnTo=//evil.example',
    '//evil.example',
    '/..//evil.example',
    '/%2e%2e//evil.example',
    '/.//evil.example#//evil.example',
  ]
  for (const path of someOf(paths)) {
    await page.goto(`${app}${path}`)
    await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-out')
    // From here the user can go to the landing page and sign in.
    await page.getByRole('link', { name: 'Toyseven' }).click()
    await startSignIn(page)
    await expect(page.getByText(minseo)).toBeVisible()
    await page.evaluate(() => {
      sessionStorage.clear()
      localStorage.clear()
    })
  }
  await page.goto('/account/..//evil.example?returnTo=//evil.example')
  // A guarded page redirects without a click, and the sign-in returns to it. React Router writes two slashes as one.
  await page.goto('/account//evil')
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-in')
  await expect(page).toHaveURL(`${app}/account/evil`)
  expect(new Set(origins)).toEqual(new Set([app, 'http://127.0.0.1:9229']))
})

test('A46: a forged return URL in the storage leads to the landing page', async ({ page, provider }) => {
  await rememberAtPool(page)
  const forged = ['//evil.example', '/..//evil.example', 'https://evil.example', 'javascript:alert(1)', { a: 1 }]
  for (const planted of someOf(forged)) {
    const callback = divertCallback(provider)
    await page.goto('/')
    await startSignIn(page)
    await expect(page).toHaveURL(`${app}/nowhere`)
    await page.evaluate((returnTo) => {
      const [key = ''] = Object.keys(sessionStorage).filter((name) => /^oidc\.[0-9a-f]{32}$/.test(name))
      const pending = JSON.parse(sessionStorage.getItem(key) ?? '{}')
      sessionStorage.setItem(key, JSON.stringify({ ...pending, data: { ...pending.data, returnTo } }))
    }, planted)
    await page.goto(callback.url().href)
    await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-in')
    await expect(page).toHaveURL(`${app}/`)
    await page.evaluate(() => {
      sessionStorage.clear()
      localStorage.clear()
    })
  }
})

test('A48: no parameter in a URL changes the sign-out URL', async ({ page }) => {
  await page.goto('/account?logout_uri=https://evil.example&post_logout_redirect_uri=https://evil.example')
  await signInAtPool(page)
  const logout = page.waitForRequest(/\/logout\?/)
  await page.getByRole('button', { name: 'Sign out' }).click()
  const { searchParams } = new URL((await logout).url())
  expect([...searchParams]).toEqual([
    ['client_id', 'local-web-client'],
    ['logout_uri', app],
  ])
  await page.goto('/logout?logout_uri=https://evil.example')
  await expect(page.getByRole('heading', { level: 1, name: 'Page not found' })).toBeVisible()
})

const texts = [
  '<script>window.pwned=1</script>',
  '<svg/onload=window.pwned=1>',
  '<img src=x onerror=window.pwned=1>',
  'Your account is locked. Call +1 800 555 0100',
  `${'A'.repeat(5_000)} the end`,
  '\u202Egnp.exe',
]

test('A49, A50: an error description is shown as plain text, shortened, and as text of the sign-in service', async ({
  page,
  provider,
}) => {
  await rememberAtPool(page)
  for (const text of someOf(texts)) {
    await signInBroken(page, provider, {
      callback: (url) => {
        url.search = new URLSearchParams({
          error: 'invalid_request',
          error_description: text,
          error_uri: 'javascript:window.pwned=1',
          state: url.searchParams.get('state') ?? '',
        }).toString()
      },
    })
    await expect(page.locator('main')).toHaveAttribute('data-problem', 'refused')
    await expect(page.getByRole('alert').locator('.quote')).toContainText('The sign-in service says')
    const shown = (await page.locator('.quote bdi').textContent()) ?? ''
    expect(shown.length).toBeLessThanOrEqual(300)
    expect(text.replace('\u202E', '')).toContain(shown.trim())
    expect(await page.locator('.quote bdi > *').count()).toBe(0)
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0)
    expect(await page.evaluate('window.pwned')).toBeUndefined()
  }
})

test('A49: an unknown error code shows the general error, also if it is a name such as __proto__', async ({
  page,
  provider,
}) => {
  await rememberAtPool(page)
  for (const error of ['__proto__', 'toString', 'constructor', '<b>bold</b>']) {
    await signInBroken(page, provider, {
      callback: (url) => {
        url.search = new URLSearchParams({ error, state: url.searchParams.get('state') ?? '' }).toString()
      },
    })
    await expect(page.locator('main')).toHaveAttribute('data-problem', 'refused')
    await expect(page.locator('body')).not.toContainText('<b>')
    expect(await page.locator('main b').count()).toBe(0)
  }
})

test('A51: a claim is shown as plain text, shortened, and becomes neither a link nor an image', async ({
  page,
  provider,
}) => {
  const hosts: string[] = []
  page.on('request', (request) => hosts.push(new URL(request.url()).origin))
  await rememberAtPool(page)
  const evil = '<img src=x onerror=window.pwned=1>'
  await signInBroken(page, provider, {
    claims: {
      name: `\u202E${evil}${'A'.repeat(500)}`,
      picture: 'https://evil.example/p.png',
      profile: 'javascript:window.pwned=1',
      website: 'https://evil.example',
      email: `${evil}@example.com`,
      'cognito:groups': [evil, { a: 1 }, 'x'.repeat(500)],
      identities: [{ providerName: evil }],
    },
  })
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toContainText(evil)
  expect(((await heading.textContent()) ?? '').length).toBeLessThan(130)
  expect(await page.locator('bdi', { hasText: evil }).count()).toBeGreaterThan(2)
  expect(await page.locator('main img, main a[href*="evil"], main a[href^="javascript:"]').count()).toBe(0)
  expect(await page.evaluate('window.pwned')).toBeUndefined()
  expect(new Set(hosts)).toEqual(new Set([app, 'http://127.0.0.1:9229']))
  // Long claims do not make the page wider than the window.
  await page.setViewportSize({ width: 360, height: 800 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
})
