import type { Page } from '@playwright/test'
import { localOrigin } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import type { HostileProvider } from '../hostile/provider.ts'
import { expect, signInAtPool, test } from './fixtures.ts'

const hour = 3600

/** The next tokens say that the user authenticated an hour ago. */
function makeAuthOld(provider: HostileProvider): void {
  provider.break({ claims: { auth_time: Math.floor(Date.now() / 1000) - hour } })
}

/** Sets the pool's clock. Moved forward, it makes the browser's session at the pool old. */
async function setPoolClock(pool: LocalPool, clockSkewSeconds: number): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ clockSkewSeconds })
  await pool.fetch(new Request(`${localOrigin}/__local/settings`, { method: 'POST', body, headers }))
}

/** Signs in at the page of a payment, with an old authentication. */
async function openOld(page: Page, provider: HostileProvider): Promise<void> {
  makeAuthOld(provider)
  await page.goto('/payment')
  await signInAtPool(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm that it is you' })).toBeFocused()
  await expect(page.getByText('within the last 5 minutes')).toBeVisible()
}

test('a page that needs a recent sign-in asks for the password again, and then opens', async ({
  page,
  pool,
  provider,
}) => {
  await openOld(page, provider)
  provider.break({})
  await setPoolClock(pool, hour / 2)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(page.getByLabel('Email address')).toHaveValue('minseo@example.com')
  await signInAtPool(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Payment' })).toBeVisible()
  await expect(page).toHaveURL('http://localhost:3000/payment')
})

test('a pool that ignores max_age causes no loop: the page says so, and asks for the password with prompt', async ({
  page,
  provider,
}) => {
  await openOld(page, provider)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  await expect(page.getByText('The sign-in service has not asked again.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  provider.break({})
  const authorize = page.waitForRequest(/oauth2\/authorize/)
  await page.getByRole('button', { name: 'Sign in again' }).click()
  expect(new URL((await authorize).url()).searchParams.get('prompt')).toBe('login')
  await signInAtPool(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Payment' })).toBeVisible()
})

test.describe('the API', () => {
  test.use({ expectedLines: [/status of 401/] })

  test('asks for a recent sign-in, and what the user has typed is there afterwards', async ({ page, pool }) => {
    await setPoolClock(pool, -hour / 2)
    await page.goto('/payment')
    await signInAtPool(page)
    const reference = page.getByLabel('Reference')
    await reference.fill('Invoice 7')
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await expect(page.getByText('Your last sign-in is too long ago')).toBeVisible()
    await setPoolClock(pool, 0)
    await page.getByRole('button', { name: 'Sign in again' }).click()
    await signInAtPool(page)
    await expect(reference).toHaveValue('Invoice 7')
    await page.getByRole('button', { name: 'Pay', exact: true }).click()
    await expect(page.getByText('"accepted": true')).toBeVisible()
    await expect(reference).toHaveValue('')
  })
})
