import { countRequests, expect, test } from './fixtures.ts'

test('twenty quick clicks on Sign in send one request to the authorize endpoint', async ({ page }) => {
  const count = countRequests(page)
  // The page stays, as it does while the hosted UI has not responded.
  await page.route('**/oauth2/authorize?*', (route) => route.fulfill({ status: 204 }))
  await page.goto('/')
  const button = page.getByRole('button', { name: 'Sign in', exact: true })
  const { x, y, width, height } = (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  for (let click = 0; click < 20; click += 1) await page.mouse.click(x + width / 2, y + height / 2)
  await expect.poll(() => count('/oauth2/authorize')).toBe(1)
  await page.mouse.click(x + width / 2, y + height / 2)
  expect(count('/oauth2/authorize')).toBe(1)
})
