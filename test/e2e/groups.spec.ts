import { signedInAs } from '../kit/signed-in-as.ts'
import { expect, signInAtPool, test } from './fixtures.ts'

test('a page for a group shows its data to a member, which the API has checked', async ({ page, pool }) => {
  await signedInAs(page, 'admin', pool)
  await page.goto('/admin')
  await expect(page.getByRole('heading', { level: 1, name: 'Administration' })).toBeVisible()
  await page.getByRole('button', { name: 'Call the API' }).click()
  await expect(page.getByText('Only members of the group admins see this.')).toBeVisible()
})

test('another user sees who is signed in, and can use another account', async ({ page }) => {
  await page.goto('/admin')
  await signInAtPool(page)
  await expect(page.getByRole('heading', { level: 1, name: 'You don’t have access' })).toBeFocused()
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await page.getByRole('button', { name: 'Use another account' }).click()
  await signInAtPool(page, 'admin@example.com')
  await expect(page.getByRole('heading', { level: 1, name: 'Administration' })).toBeVisible()
})

test.describe('the API', () => {
  test.use({ expectedLines: [/status of 403/] })

  test('refuses the report to a user who is not in the group, although the browser asks for it', async ({
    page,
    pool,
  }) => {
    await signedInAs(page, 'minseo', pool)
    await page.goto('/account')
    await expect(page.getByText('minseo@example.com')).toBeVisible()
    const status = await page.evaluate(async () => {
      const [key = ''] = Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))
      const { access_token: token } = JSON.parse(sessionStorage.getItem(key) ?? '{}')
      return (await fetch('/api/admin/report', { headers: { Authorization: `Bearer ${token}` } })).status
    })
    expect(status).toBe(403)
  })
})
