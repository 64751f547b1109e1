import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import { inlineScriptHashes } from '../../build/inline-scripts.ts'
import { securityHeaders } from '../../build/security-headers.ts'
import { localConfig } from '../support/local-app.ts'
import { e2eBuilds } from './builds.ts'
import { violations } from './axe.ts'
import { expect, test } from './fixtures.ts'
import { observatoryScore } from './observatory.ts'

const [{ outDir: buildFolder }] = e2eBuilds

const productionConfig = {
  appName: 'Toyseven',
  providers: [],
  providerLabels: {},
  imageHosts: [],
  apiUrl: 'https://api.example.com',
  session: {
    ...localConfig,
    domain: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
    issuer: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
  },
}

test('the headers of production score 150 and more by the rules of Mozilla’s Observatory', async ({ request }) => {
  const html = await (await request.get('/')).text()
  const headers = securityHeaders(productionConfig, 'page', inlineScriptHashes(html))
  expect(observatoryScore(headers, html)).toEqual({
    score: 150,
    parts: {
      'content-security-policy': 10,
      'strict-transport-security': 0,
      'x-frame-options': 5,
      'x-content-type-options': 0,
      'referrer-policy': 5,
      'cross-origin-opener-policy': 10,
      'cross-origin-embedder-policy': 10,
      'cross-origin-resource-policy': 10,
      'subresource-integrity': 0,
    },
  })
  // Weaker pages get the scores that others measured with the Observatory itself.
  expect(observatoryScore({}, html).score).toBe(30)
  const { 'Cross-Origin-Embedder-Policy': _left, ...withoutEmbedder } = headers
  expect(observatoryScore(withoutEmbedder, html).score).toBe(140)
})

test.describe('a service worker left by another app', () => {
  // The browser looks for a newer version at a URL where this app has no file.
  test.use({ expectedLines: [/404.*fetching the script/] })

  test('A77: is removed, and this app has none of its own', async ({ page, request }) => {
    // A page of the other app, without a policy, registers the worker.
    await page.route('**/old-app', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>old</title>' }),
    )
    const worker = join(buildFolder, 'old-worker.js')
    writeFileSync(worker, 'self.addEventListener("fetch", () => {})')
    await page.goto('/old-app')
    const count = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)
    await page.evaluate(() => navigator.serviceWorker.register('/old-worker.js').then(() => undefined))
    expect(await count()).toBe(1)
    rmSync(worker)
    await page.goto('/')
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    await expect.poll(count).toBe(0)
    for (const path of ['/sw.js', '/service-worker.js']) expect((await request.get(path)).status()).toBe(404)
  })
})

test.describe('a page under Trusted Types', () => {
  test.use({ expectedLines: [/TrustedScriptURL|violates the following/] })

  test('A77: cannot register a service worker by its URL', async ({ page }) => {
    await page.goto('/')
    const outcome = await page.evaluate(() =>
      navigator.serviceWorker.register('/sw.js').then(
        () => 'registered',
        (error: unknown) => String(error),
      ),
    )
    expect(outcome).toMatch(/^TypeError: .*TrustedScriptURL/)
  })
})

test('A85: a response makes the browser use only https from then on', async ({ request }) => {
  const hsts = (await request.get('/')).headers()['strict-transport-security'] ?? ''
  expect(Number(/max-age=(\d+)/.exec(hsts)?.[1])).toBeGreaterThanOrEqual(31_536_000)
  expect(hsts).toContain('includeSubDomains')
})

test.describe('the dev server', () => {
  test.use({
    // During a restart, a page may be fetching the parts that it loads after the first page.
    expectedLines: [
      /\[vite\] (server )?connect|React DevTools|TrustedHTML|violates the following|WebSocket|net::ERR_CONNECTION_/,
    ],
  })

  test('A86: has the policy of production with its own additions, and listens on this computer only', async ({
    page,
  }) => {
    const server = await startDevServer()
    try {
      const connected = waitForVite(page)
      const response = await page.goto('http://localhost:3104/')
      await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
      await connected
      const policy = response?.headers()['content-security-policy'] ?? ''
      expect(policy).toContain("script-src 'self' 'nonce-dev'; style-src 'self' 'nonce-dev';")
      expect(policy).toContain('ws://localhost:3104')
      expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
      expect(response?.headers()['referrer-policy']).toBe('no-referrer')
      const outcome = await page.evaluate(() => {
        try {
          document.createElement('div').innerHTML = '<b>x</b>'
          return 'let through'
        } catch (error) {
          return error instanceof TypeError ? 'stopped' : String(error)
        }
      })
      expect(outcome).toBe('stopped')
      const { host, cors, allowedHosts } = server.config.server
      expect({ host, names: new Set(allowedHosts === true ? ['any'] : allowedHosts) }).toEqual({
        host: 'localhost',
        names: new Set(['localhost']),
      })
      expect(cors).not.toBe(true)
    } finally {
      // Otherwise the page would log that the server has stopped.
      await page.close()
      await server.close()
    }
  })

  test('shows the developer’s panel with ?debug, which can make the local pool fail', async ({ page, pool }) => {
    const server = await startDevServer()
    try {
      const connected = waitForVite(page)
      await page.goto('http://localhost:3104/?debug')
      await connected
      const panel = page.getByRole('complementary', { name: 'Developer’s panel' })
      await expect(panel).toContainText('signed-out after nothing')
      for (const theme of ['light', 'dark'] as const) expect(await violations(page, theme)).toEqual([])
      await panel.getByRole('button', { name: 'Next token request: 500' }).click()
      const waiting = async () => {
        const headers = { accept: 'application/json' }
        return (await pool.fetch(new Request(`${pool.config.origin}/__local/faults`, { headers }))).json()
      }
      await expect.poll(waiting).toMatchObject({ faults: [{ endpoint: '/oauth2/token', status: 500 }] })
      const foreign = await page.request.post('http://localhost:3104/__pool/faults', {
        headers: { 'sec-fetch-site': 'cross-site' },
        data: { endpoint: '/oauth2/token', kind: 'hang' },
      })
      expect(foreign.status()).toBe(403)
      expect((await waiting()).faults).toHaveLength(1)
    } finally {
      await page.close()
      await server.close()
    }
  })

  test('A86: reloads the page after a restart, e.g. after a change of .env.local', async ({ page }) => {
    const server = await startDevServer()
    try {
      const connected = waitForVite(page)
      await page.goto('http://localhost:3104/')
      await connected
      const reloaded = page.waitForEvent('load')
      const reconnected = waitForVite(page)
      await server.restart()
      await Promise.all([reloaded, reconnected])
      await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    } finally {
      await page.close()
      await server.close()
    }
  })

  async function startDevServer(): Promise<ViteDevServer> {
    // The preview server of the other tests has made it `production`.
    process.env['NODE_ENV'] = 'development'
    const server = await createServer({ mode: 'loopback', logLevel: 'error', server: { port: 3104 } })
    return server.listen()
  }

  function waitForVite(page: Page): Promise<unknown> {
    return page.waitForEvent('console', (message) => message.text().includes('[vite] connected'))
  }
})
