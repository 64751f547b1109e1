import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { build, preview } from 'vite'
import { runPools } from '../../local-cognito/run-pools.ts'
import { readPools } from '../local-cognito/read-pools.ts'
import { foreignApps, foreignClientId, foreignPoolId } from '../foreign/apps/pool.ts'

type AppName = keyof typeof foreignApps

/** Builds an app that uses another library, serves it, and runs its pool. */
const test = base.extend<{ startApp: (name: AppName) => Promise<string> }>({
  startApp: async ({}, provide) => {
    const running: { close: () => Promise<unknown> }[] = []
    await provide(async (name) => {
      const root = join(import.meta.dirname, '../foreign/apps', name)
      const outDir = join(import.meta.dirname, '../../node_modules/.cache/foreign', name)
      const shared = { root, configFile: false, logLevel: 'error' } as const
      await build({ ...shared, build: { outDir, emptyOutDir: true } })
      const { port, scheme } = foreignApps[name]
      const address = { port, strictPort: true, host: 'localhost' }
      running.push(await preview({ ...shared, build: { outDir }, preview: address }), await startPool(name, scheme))
      return `http://localhost:${port}`
    })
    for (const one of running) await one.close()
  },
})

function startPool(name: AppName, scheme: 'http' | 'https') {
  const { port, poolPort } = foreignApps[name]
  // Amplify redirects to a URL with a slash at the end, react-oidc-context to one without. Both have to be registered.
  const urls = [`http://localhost:${port}`, `http://localhost:${port}/`]
  const client = { id: foreignClientId, name, callbackUrls: urls, signOutUrls: urls, providers: ['COGNITO', 'Google'] }
  const person = { email: 'minseo@example.com', password: 'Local-pass-1', name: '김민서' }
  const google = { googleSub: '1', email: 'haneul@gmail.com', name: '정하늘' }
  const pool = { poolId: foreignPoolId, poolName: name, port: poolPort, clients: [client] }
  const pools = readPools({ pools: [{ ...pool, people: [person], googleAccounts: [google] }] }, scheme)
  const quiet = { stateFolder: null, log: () => {}, onEvent: () => {} }
  return runPools(pools, { ...quiet, isHttps: scheme === 'https' })
}

test('react-oidc-context, set up as in the Cognito console, signs in, refreshes and signs out', async ({
  page,
  startApp,
}) => {
  const site = await startApp('react-oidc-context')
  await page.goto(site)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Email address').fill('minseo@example.com')
  await page.getByLabel('Password', { exact: true }).fill('Local-pass-1')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('Hello: minseo@example.com')).toBeVisible()
  const refreshed = page.waitForResponse((response) => response.url().endsWith('/oauth2/token'))
  await page.getByRole('button', { name: 'Renew' }).click()
  expect((await refreshed).status()).toBe(200)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('Email address')).toBeVisible()
})

/** The operations of the user pools API that a page has called, each with the status of its response. */
function apiCallsOf(page: Page): string[] {
  const calls: string[] = []
  page.on('response', (response) => {
    const target = response.request().headers()['x-amz-target']
    if (target !== undefined) calls.push(`${target.split('.').at(-1)} ${response.status()}`)
  })
  return calls
}

test.describe('aws-amplify over https', () => {
  test.use({ ignoreHTTPSErrors: true })

  test('signInWithRedirect signs in, with a password and with Google, and signs out', async ({ page, startApp }) => {
    const site = await startApp('amplify')
    const apiCalls = apiCallsOf(page)
    await page.goto(site)
    await expect(page.getByText('No user is signed in.')).toBeVisible()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: '김민서' }).click()
    await expect(page.getByText('Hello "minseo@example.com"')).toBeVisible()
    expect(apiCalls).toEqual([])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('No user is signed in.')).toBeVisible()
    expect(apiCalls).toEqual(['RevokeToken 200'])
    await page.getByRole('button', { name: 'Google' }).click()
    await page.getByRole('button', { name: 'haneul@gmail.com' }).click()
    await expect(page.getByText('Hello "haneul@gmail.com"')).toBeVisible()
  })

  test('signIn signs in by SRP, renews past an expiry, and signs out', async ({ page, startApp }) => {
    const site = await startApp('amplify')
    const apiCalls = apiCallsOf(page)
    const settings = `https://127.0.0.1:${foreignApps.amplify.poolPort}/__local/settings`
    await page.request.post(settings, { data: { accessTokenSeconds: 2 } })
    await page.goto(site)
    await page.getByRole('button', { name: 'By SRP' }).click()
    await expect(page.getByText('Hello "minseo@example.com"')).toBeVisible()
    await expect(async () => {
      await page.getByRole('button', { name: 'Show' }).click()
      expect(apiCalls).toContain('GetTokensFromRefreshToken 200')
    }).toPass()
    await expect(page.getByText('Hello "minseo@example.com"')).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect.poll(() => apiCalls.at(-1)).toBe('RevokeToken 200')
    expect(apiCalls.slice(0, 2)).toEqual(['InitiateAuth 200', 'RespondToAuthChallenge 200'])
  })
})
