import { localClientId } from '../../local-cognito/defaults.ts'
import { countRequests, expect, signIn, signInAtPool, test } from './fixtures.ts'

test('signs in with e-mail and password, from the button to the account', async ({ page }) => {
  const requests = countRequests(page)
  await page.goto('/')
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-out')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:9229\/login\?/)
  await signInAtPool(page)
  await expect(page).toHaveURL('http://localhost:3000/account')
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-in')
  expect(requests('/oauth2/token')).toBe(1)
  expect(requests('/ap-northeast-2_toyseven/.well-known/openid-configuration')).toBe(0)
})

test('signs in with one click as a seeded user', async ({ page }) => {
  await page.goto('/account')
  await page.getByRole('button', { name: '박서준' }).click()
  await expect(page.getByText('admins, editors')).toBeVisible()
})

test('signs in with Google, straight from the button', async ({ page }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await page.getByRole('button', { name: /haneul@gmail\.com/ }).click()
  await expect(page).toHaveURL('http://localhost:3000/account')
  await expect(page.getByText('haneul@gmail.com')).toBeVisible()
  await expect(page.getByRole('definition').filter({ hasText: /^Google$/ })).toBeVisible()
})

test('returns from a deep link to the same path, query and hash, and leaves no callback in the history', async ({
  page,
}) => {
  const addresses: string[] = []
  page.on('framenavigated', (frame) => addresses.push(frame.url()))
  await signIn(page, '/account?tab=2&x=%20y#top')
  await expect(page).toHaveURL('http://localhost:3000/account?tab=2&x=%20y#top')
  // Back leaves the app without a callback in between: its history entry was replaced.
  await page.goBack()
  expect(addresses.at(-1)).not.toContain('/callback')
  expect(page.url()).not.toContain('code=')
})

test('keeps the session over a reload, without a request to the pool', async ({ page }) => {
  await signIn(page)
  const requests: string[] = []
  page.on('request', (request) => requests.push(new URL(request.url()).origin))
  await page.reload()
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  expect(new Set(requests)).toEqual(new Set(['http://localhost:3000']))
})

for (const feature of ['ENABLED', 'DISABLED'] as const) {
  test(`refreshes with rotation ${feature}`, async ({ page, pool }) => {
    pool.setRotation(localClientId, { feature, retryGracePeriodSeconds: 0 })
    const requests = countRequests(page)
    await page.goto('/account')
    await signInAtPool(page)
    for (const round of [2, 3, 4]) {
      await page.getByRole('button', { name: 'Refresh now' }).click()
      await expect(page.getByText('The session has been refreshed.')).toBeVisible()
      expect(requests('/oauth2/token')).toBe(round)
    }
    await page.reload()
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await expect(page.getByText('The session has been refreshed.')).toBeVisible()
  })
}

test('shows that the sign-in was cancelled at Google, and the next sign-in opens the account page', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.locator('[data-problem=cancelled]')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign-in was cancelled' })).toBeFocused()
  await expect(page).toHaveURL('http://localhost:3000/callback')
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await signInAtPool(page)
  await expect(page).toHaveURL('http://localhost:3000/account')
})

test('after a wrong password the pool’s page stays open and does not show which field is wrong', async ({ page }) => {
  await page.goto('/account')
  await signInAtPool(page, 'minseo@example.com', 'wrong')
  await expect(page.getByRole('alert')).toHaveText('Incorrect username or password.')
  await expect(page.getByLabel('Email address')).toHaveValue('minseo@example.com')
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
})

test('the app and the pool stay in Korean during the whole visit', async ({ page }) => {
  await page.goto('/?lang=ko')
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '로그인' })).toBeVisible()
  await page.getByLabel('이메일 주소').fill('minseo@example.com')
  await page.getByLabel('비밀번호').fill('Local-pass-1')
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '안녕하세요, 김민서 님' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
})

test('the claims of the ID token are shown through react-oidc-context, without a request', async ({ page }) => {
  await page.goto('/account')
  await signInAtPool(page)
  await expect(page.getByRole('button', { name: 'Show claims' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.getByRole('button', { name: 'Show claims' }).click()
  const claims = page.locator('pre')
  await expect(claims).toContainText('"token_use": "id"')
  await expect(claims).toContainText('"email": "minseo@example.com"')
  await expect(claims).not.toContainText('nonce')
  await page.getByRole('button', { name: 'Hide claims' }).click()
  await expect(claims).toBeHidden()
  expect(requests).toEqual([])
})

test('a visitor creates an account straight from the landing page, and is signed in', async ({ page, pool }) => {
  await page.goto('/')
  await page.getByRole('button', { name: 'Create an account' }).click()
  await expect(page).toHaveURL(/127\.0\.0\.1:9229\/signup\?/)
  await page.getByLabel('Email address').fill('new@example.com')
  await page.getByLabel('Name').fill('A Person')
  await page.locator('#new_password').fill('Another-pass-2')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Verification code')).toBeFocused()
  await page.getByLabel('Verification code').fill(pool.mails().at(-1)?.code ?? '')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/localhost:3000\/account$/)
  await expect(page.getByText('new@example.com').first()).toBeVisible()
})

test('the account menu leads to another account, and the first user stays signed in until then', async ({ page }) => {
  await signIn(page)
  await page.getByRole('button', { name: 'Account menu' }).click()
  const authorize = page.waitForRequest(/oauth2\/authorize/)
  await page.getByRole('button', { name: 'Use another account' }).click()
  expect(new URL((await authorize).url()).searchParams.get('prompt')).toBe('login select_account')
  await expect(page.getByLabel('Email address')).toBeVisible()
  await page.goto('/account')
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('button', { name: 'Use another account' }).click()
  await signInAtPool(page, 'jordan@example.com')
  await expect(page.getByText('jordan@example.com')).toBeVisible()
})
