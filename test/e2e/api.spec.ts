import { expect, signInAtPool, test } from './fixtures.ts'

test('calls the API with a token that the API accepts', async ({ page }) => {
  await page.goto('/account')
  await signInAtPool(page)
  await page.getByRole('button', { name: 'Call the API' }).click()
  await expect(page.getByText('"scope": "openid email profile"')).toBeVisible()
})

test.describe('an API that refuses', () => {
  test.use({ expectedLines: [/status of 40/] })

  test('F47, F48: says so, asks for one new token, and keeps the session and what was typed', async ({
    page,
    pool,
  }) => {
    await page.route('**/api/me', (route) => route.fulfill({ status: 401 }))
    await page.goto('/account')
    await signInAtPool(page)
    await page.getByLabel('Something to remember').fill('half a sentence')
    await page.getByRole('button', { name: 'Call the API' }).click()
    await expect(page.getByText('You don’t have access to this.')).toBeVisible()
    expect(pool.requests().filter(({ path }) => path === '/oauth2/token')).toHaveLength(2)
    await expect(page.getByLabel('Something to remember')).toHaveValue('half a sentence')
    await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-in')
  })

  test('the local API takes no token that is none', async ({ request }) => {
    for (const authorization of ['', 'Bearer x', 'Bearer a.b.c', 'Basic x']) {
      const answer = await request.get('http://localhost:3000/api/me', { headers: { authorization } })
      expect(answer.status()).toBe(401)
    }
  })
})
