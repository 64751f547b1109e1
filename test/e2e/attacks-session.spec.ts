import { localClientId } from '../../local-cognito/defaults.ts'
import { forgedMessages } from '../support/soak.ts'
import { countRequests, expect, signIn, test } from './fixtures.ts'

const minseo = 'minseo@example.com'

test('A66: a sign-out clears the storage before the pool responds, and revokes the refresh token', async ({
  page,
  request,
}) => {
  await signIn(page)
  const token = await page.evaluate(() => {
    const [key = ''] = Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))
    return String(JSON.parse(sessionStorage.getItem(key) ?? '{}').refresh_token)
  })
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/oauth2/revoke', async (route) => {
    await held
    await route.continue()
  })
  const revoking = page.waitForRequest('**/oauth2/revoke')
  const leaving = page.waitForRequest('**/logout?**')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await revoking
  // The pool has not responded yet, and the storage already holds nothing but the note for the next page.
  expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual(['toyseven.signed-out'])
  await expect(page.getByText(minseo)).toBeHidden()
  release()
  await leaving
  await expect(page.locator('#root')).toHaveAttribute('data-session', 'signed-out')
  const form = { grant_type: 'refresh_token', client_id: localClientId, refresh_token: token }
  const refused = await request.post('http://127.0.0.1:9229/oauth2/token', { form })
  expect([refused.status(), await refused.json()]).toEqual([400, { error: 'invalid_grant' }])
})

test(`A71: ${forgedMessages.toLocaleString('en')} forged messages from another tab cause no token request and change nothing`, async ({
  context,
  page,
}) => {
  // A busy machine takes 20 s for 10,000 messages; the limit is 90 s.
  test.slow()
  await signIn(page)
  const requests = countRequests(page)
  const other = await context.newPage()
  await other.goto('/')
  await other.evaluate((messages) => {
    const channel = new BroadcastChannel('toyseven.session')
    const kinds = ['look', 'signed-out', 'ask', 'answer', 'refreshed']
    for (let count = 0; count < messages; count += 1) {
      const type = kinds[count % kinds.length]
      channel.postMessage({ type, from: 'x', has: null, question: 'x', record: '{"access_token":"x"}' })
    }
  }, forgedMessages)
  await page.getByRole('button', { name: 'Call the API' }).click()
  await expect(page.getByText('"scope": "openid email profile"')).toBeVisible()
  await expect(page.getByText(minseo)).toBeVisible()
  expect(requests('/oauth2/token') + requests('/oauth2/authorize')).toBe(0)
})
