import type { Page } from '@playwright/test'
import { countRequests, expect, signIn, signInAtPool, test } from './fixtures.ts'
import { divertCallback, expectRejected, rememberAtPool, signInBroken, startSignIn } from './rejection.ts'

const minseo = 'minseo@example.com'
const app = 'http://localhost:3000'
const issuer = 'http://127.0.0.1:9229/ap-northeast-2_toyseven'
const forgedState = 'a'.repeat(32)

/** Starts a sign-in in this tab and stops at the pool's page. Returns the state. */
async function begin(page: Page): Promise<string> {
  await page.goto('/')
  await startSignIn(page)
  await expect(page.getByLabel('Email address')).toBeVisible()
  return new URL(page.url()).searchParams.get('state') ?? ''
}

test('A01, A11: a forged response is refused, its text is not shown, and the pending sign-in continues', async ({
  page,
  provider,
}) => {
  await begin(page)
  for (const response of ['code=evil', 'error=access_denied&error_description=Call+us+now']) {
    provider.break({})
    await page.goto(`/callback?${response}&state=${forgedState}`)
    await expectRejected(page, provider, { kind: 'state-mismatch', tokenCalls: 0, keepsPending: true })
    await expect(page.locator('body')).not.toContainText('Call us now')
  }
  await page.goBack()
  await page.goBack()
  await signInAtPool(page)
  await expect(page.getByText(minseo)).toBeVisible()
})

test('A02: a response without a state is refused', async ({ page, provider }) => {
  for (const query of ['code=evil', 'code=evil&state=', 'code=evil&state']) {
    provider.break({})
    await page.goto(`/callback?${query}`)
    await expectRejected(page, provider, { kind: 'no-pending-sign-in', tokenCalls: 0 })
  }
})

test('A03: a sign-in started in one tab cannot be completed in another tab, but still in its own', async ({
  context,
  page,
  provider,
}) => {
  const callback = divertCallback(provider)
  await begin(page)
  await signInAtPool(page)
  await expect(page).toHaveURL(`${app}/nowhere`)
  const other = await context.newPage()
  provider.break({})
  await other.goto(callback.url().href)
  await expectRejected(other, provider, { kind: 'no-pending-sign-in', tokenCalls: 0 })
  await page.goto(callback.url().href)
  await expect(page.getByText(minseo)).toBeVisible()
  expect(provider.countOf('/oauth2/token')).toBe(1)
})

test.describe('a code', () => {
  test.use({ expectedLines: [/status of 400/] })

  test('A04: of another user, with the state of this tab, is refused by PKCE', async ({ browser, page, provider }) => {
    const attacker = await browser.newPage()
    const callback = divertCallback(provider)
    await attacker.goto(app)
    await startSignIn(attacker)
    await signInAtPool(attacker, 'admin@example.com')
    await expect(attacker).toHaveURL(`${app}/nowhere`)
    await attacker.close()
    const stolen = callback.url().searchParams.get('code') ?? ''
    provider.break({})
    await rememberAtPool(page)
    await signInBroken(page, provider, { callback: (url) => url.searchParams.set('code', stolen) })
    await expectRejected(page, provider, { kind: 'code-rejected', tokenCalls: 1 })
  })

  test('A14: that was used or has expired is refused once, with an explanation', async ({ page, provider }) => {
    await rememberAtPool(page)
    const unknown = { callback: (url: URL) => url.searchParams.set('code', '00000000-0000-4000-8000-000000000000') }
    await signInBroken(page, provider, unknown)
    await expectRejected(page, provider, { kind: 'code-rejected', tokenCalls: 1 })
    await expect(page.getByRole('alert')).toContainText('has expired or was used before')
  })
})

test('A06: a response of another issuer is refused, and one of the pool’s issuer is accepted', async ({
  page,
  provider,
}) => {
  await rememberAtPool(page)
  const foreign = ['https://evil.test', `${issuer}/`, issuer.toUpperCase(), '']
  for (const iss of foreign) {
    await signInBroken(page, provider, { callback: (url) => url.searchParams.set('iss', iss) })
    await expectRejected(page, provider, { kind: 'state-mismatch', tokenCalls: 0 })
  }
  const twice = (url: URL) => ['iss', 'iss'].forEach((name) => url.searchParams.append(name, issuer))
  await signInBroken(page, provider, { callback: twice })
  await expectRejected(page, provider, { kind: 'state-mismatch', tokenCalls: 0 })
  await signInBroken(page, provider, { callback: (url) => url.searchParams.set('iss', issuer) })
  await expect(page.getByText(minseo)).toBeVisible()
})

test('A07: every authorize request has a challenge, and no token request is sent without the verifier', async ({
  page,
  provider,
}) => {
  const authorizeUrls: URL[] = []
  const tokenForms: string[] = []
  page.on('request', (request) => {
    if (request.url().includes('/oauth2/authorize?')) authorizeUrls.push(new URL(request.url()))
    if (request.url().endsWith('/oauth2/token')) tokenForms.push(request.postData() ?? '')
  })
  await rememberAtPool(page)
  expect(tokenForms.map((form) => new URLSearchParams(form).get('code_verifier'))).toEqual([
    expect.stringMatching(/^[A-Za-z0-9\-._~]{43,128}$/),
  ])
  await page.goto('/')
  const callback = divertCallback(provider)
  await startSignIn(page)
  await expect(page).toHaveURL(`${app}/nowhere`)
  for (const { searchParams } of authorizeUrls) {
    expect(searchParams.get('code_challenge_method')).toBe('S256')
    expect(searchParams.get('code_challenge')).toMatch(/^[\w-]{43}$/)
  }
  await page.evaluate(() => {
    const [key = ''] = Object.keys(sessionStorage).filter((name) => /^oidc\.[0-9a-f]{32}$/.test(name))
    const { code_verifier: _gone, ...rest } = JSON.parse(sessionStorage.getItem(key) ?? '{}')
    sessionStorage.setItem(key, JSON.stringify(rest))
  })
  provider.break({})
  await page.goto(callback.url().href)
  await expectRejected(page, provider, { kind: 'state-mismatch', tokenCalls: 0 })
})

const brokenResponses: readonly (readonly [string, (url: URL) => void, string])[] = [
  ['A10: a code and an error at once', (url) => url.searchParams.set('error', 'access_denied'), 'cancelled'],
  ['A12: tokens in the fragment', (url) => void (url.hash = 'access_token=AT_x&token_type=Bearer'), 'state-mismatch'],
  ['A12: tokens in the query', (url) => url.searchParams.set('id_token', 'x.y.z'), 'state-mismatch'],
  ['A15: a code of 5,000 letters', (url) => url.searchParams.set('code', 'A'.repeat(5_000)), 'state-mismatch'],
  ['A15: a second state', (url) => url.searchParams.append('state', 'x'), 'state-mismatch'],
  ['A15: no code', (url) => url.searchParams.delete('code'), 'state-mismatch'],
]

test('A10, A12, A15: a malformed response is refused before any token request', async ({ page, provider }) => {
  await rememberAtPool(page)
  for (const [what, change, kind] of brokenResponses) {
    await test.step(what, async () => {
      await signInBroken(page, provider, { callback: change })
      await expectRejected(page, provider, { kind, tokenCalls: 0 })
    })
  }
})

test('A13: the code of a refused response is not in the address, the history or a later request', async ({ page }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(`${request.url()} ${request.headers()['referer'] ?? ''}`))
  await page.goto('/')
  await page.goto(`/callback?code=very-secret-code&state=${forgedState}`)
  await expect(page.locator('[data-problem]')).toBeVisible()
  const devtools = await page.context().newCDPSession(page)
  const { entries } = await devtools.send('Page.getNavigationHistory')
  expect(entries.map(({ url }) => url)).toEqual(['about:blank', `${app}/`, `${app}/callback`])
  expect(requests.filter((line) => line.includes('very-secret-code'))).toHaveLength(1)
  // The idle page requests the public keys, without a referrer.
  const others = requests.filter((line) => line !== `${issuer}/.well-known/jwks.json `)
  expect(others.every((line) => line.startsWith(`${app}/`))).toBe(true)
})

test('A16: no parameter in a URL of the app changes the authorize request', async ({ page }) => {
  const evil = 'client_id=evil&redirect_uri=https://evil.test&response_type=token&prompt=none&identity_provider=Evil'
  for (const path of ['/', '/account']) {
    const leaving = page.waitForRequest(/\/oauth2\/authorize\?/)
    await page.goto(`${path}?${evil}`)
    if (path === '/') await startSignIn(page)
    const { origin, searchParams } = new URL((await leaving).url())
    expect([origin, ...searchParams.keys()]).toEqual([
      'http://127.0.0.1:9229',
      'client_id',
      'redirect_uri',
      'response_type',
      'scope',
      'nonce',
      'state',
      'code_challenge',
      'code_challenge_method',
      'lang',
    ])
    expect(searchParams.get('client_id')).toBe('local-web-client')
    expect(searchParams.get('redirect_uri')).toBe(`${app}/callback`)
    expect(searchParams.get('response_type')).toBe('code')
  }
})

test('A18: a response opened in another browser is refused, with an explanation', async ({
  browser,
  page,
  provider,
}) => {
  const state = await begin(page)
  const elsewhere = await browser.newPage()
  provider.break({})
  await elsewhere.goto(`${app}/callback?code=x&state=${state}`)
  await expectRejected(elsewhere, provider, { kind: 'no-pending-sign-in', tokenCalls: 0 })
  await expect(elsewhere.getByRole('alert')).toContainText('in another tab or browser')
  await elsewhere.close()
})

test('A05: a callback that is opened again sends no token request, with or without a session', async ({ page }) => {
  const requests = countRequests(page)
  let callback = ''
  page.on('request', (request) => {
    if (request.url().includes('/callback?')) callback = request.url()
  })
  await signIn(page)
  await page.goto(callback)
  await expect(page).toHaveURL('http://localhost:3000/')
  await expect(page.getByRole('link', { name: 'Go to your account' })).toBeVisible()
  await page.evaluate(() => {
    sessionStorage.clear()
    localStorage.clear()
  })
  await page.goto(callback)
  await expect(page.locator('main')).toHaveAttribute('data-problem', 'no-pending-sign-in')
  expect(requests('/oauth2/token')).toBe(1)
})
