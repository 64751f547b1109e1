import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { createServer, type ViteDevServer } from 'vite'
import { inlineScriptHashes } from '../../build/inline-scripts.ts'
import { securityHeaders } from '../../build/security-headers.ts'
import { localConfig } from '../support/local-app.ts'
import { e2eBuilds } from './builds.ts'
import { expect, test } from './fixtures.ts'
import { observatoryScore } from './observatory.ts'
import { trueUrl } from './ports.ts'

const [{ outDir: builtHere }] = e2eBuilds

const productionConfig = {
  appName: 'Toyseven',
  providers: [],
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
    score: 155,
    parts: {
      'content-security-policy': 10,
      'strict-transport-security': 0,
      'x-frame-options': 5,
      'x-content-type-options': 0,
      'referrer-policy': 5,
      'cross-origin-opener-policy': 10,
      'cross-origin-embedder-policy': 10,
      'cross-origin-resource-policy': 10,
      'subresource-integrity': 5,
    },
  })
  // What the same rules give to less, as measured by others with the Observatory itself.
  expect(observatoryScore({}, html).score).toBe(30)
  const { 'Cross-Origin-Embedder-Policy': _left, ...withoutEmbedder } = headers
  expect(observatoryScore(withoutEmbedder, html.replaceAll(/ integrity="[^"]*"/g, '')).score).toBe(140)
})

test.describe('a script that was changed on its way', () => {
  test.use({ expectedLines: [/integrity|Failed to find a valid digest|ERR_/] })

  test('A79: does not run, and the page says that it could not start', async ({ page, ports }) => {
    await page.route(/\/assets\/index-.*\.js$/, async (route) => {
      const response = await route.fetch({ url: trueUrl(route.request().url(), ports) })
      await route.fulfill({ response, body: `window.pwned = 1;${await response.text()}` })
    })
    await page.goto('/')
    await expect(page.getByText('This app could not start. Reload the page.')).toBeVisible({ timeout: 12_000 })
    expect(await page.evaluate('window.pwned')).toBeUndefined()
  })
})

test.describe('a service worker that another app has left', () => {
  // The browser looks for a newer one, where this app has nothing.
  test.use({ expectedLines: [/404.*fetching the script/] })

  test('A77: is removed, and this one has none', async ({ page, request }) => {
    // A page from before, without a policy, registers one.
    await page.route('**/old-app', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>old</title>' }),
    )
    const worker = join(builtHere, 'old-worker.js')
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

test('A85: an answer tells browsers to come back over https only', async ({ request }) => {
  const hsts = (await request.get('/')).headers()['strict-transport-security'] ?? ''
  expect(Number(/max-age=(\d+)/.exec(hsts)?.[1])).toBeGreaterThanOrEqual(31_536_000)
  expect(hsts).toContain('includeSubDomains')
})

test.describe('the dev server', () => {
  test.use({
    expectedLines: [/\[vite\] (server )?connect|React DevTools|TrustedHTML|violates the following|WebSocket/],
  })

  test('A86: has the policy of production but for its own needs, on this computer only', async ({ page }) => {
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
      // Else the page would notice that the server is gone, and say so.
      await page.close()
      await server.close()
    }
  })

  test('A86: a server that starts anew, as after a change of .env.local, loads the page anew', async ({ page }) => {
    const server = await startDevServer()
    try {
      const connected = waitForVite(page)
      await page.goto('http://localhost:3104/')
      await connected
      const loadedAnew = page.waitForEvent('load')
      const connectedAnew = waitForVite(page)
      await server.restart()
      await Promise.all([loadedAnew, connectedAnew])
      await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    } finally {
      await page.close()
      await server.close()
    }
  })

  async function startDevServer(): Promise<ViteDevServer> {
    const server = await createServer({ mode: 'loopback', logLevel: 'error', server: { port: 3104 } })
    return server.listen()
  }

  function waitForVite(page: Page): Promise<unknown> {
    return page.waitForEvent('console', (message) => message.text().includes('[vite] connected'))
  }
})
