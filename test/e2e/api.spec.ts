import { signedInAs } from '../kit/signed-in-as.ts'
import { expect, test } from './fixtures.ts'

test('calls the API with a token that the API accepts', async ({ page, pool }) => {
  await signedInAs(page, 'minseo', pool)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Call the API' }).click()
  await expect(page.getByText('"scope": "openid email profile"')).toBeVisible()
})

test.describe('a response with status 401 of the API', () => {
  test.use({ expectedLines: [/status of 40/] })

  test('F47, F48: leads to one refresh and an error message, and keeps the session and the typed text', async ({
    page,
    pool,
  }) => {
    await page.route('**/api/me', (route) => route.fulfill({ status: 401 }))
    await signedInAs(page, 'minseo', pool)
    await page.goto('/account')
    await page.getByLabel('Something to remember').fill('half a sentence')
    await page.getByRole('button', { name: 'Call the API' }).click()
    await expect(page.getByText('You don’t have access to this.')).toBeVisible()
    expect(pool.requests().filter(({ path }) => path === '/oauth2/token')).toHaveLength(2)
    await expect(page.getByLabel('Something to remember')).toHaveValue('half a sentence')
    await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-in')
  })

  test('is returned for a missing or invalid token', async ({ request }) => {
    for (const authorization of ['', 'Bearer x', 'Bearer a.b.c', 'Basic x']) {
      const response = await request.get('http://localhost:3000/api/me', { headers: { authorization } })
      expect(response.status()).toBe(401)
    }
  })
})
