import type { Page } from '@playwright/test'
import { createServer } from 'vite'
import { expect, test } from './fixtures.ts'

const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true })

test.describe('a page whose path has a dot in its last part', () => {
  test.use({ expectedLines: [/404/] })

  test('is the app where a document is asked for, and a missing file is not', async ({ page, request }) => {
    for (const path of ['/orders/john.doe', '/orders/node.js']) {
      const response = await page.goto(path)
      expect(response?.status()).toBe(200)
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
      expect((await request.get(path)).status()).toBe(404)
      expect(await page.evaluate(async (url) => (await fetch(url)).status, path)).toBe(404)
    }
    const headers = { accept: 'text/html', 'accept-encoding': 'br' }
    expect((await request.get('/assets/none.js', { headers })).status()).toBe(404)
    const html = await request.get('/orders/john.doe', { headers })
    expect([html.status(), html.headers()['content-encoding']]).toEqual([200, 'br'])
  })
})

test.describe('the dev server', () => {
  test.use({ expectedLines: [/\[vite\] (server )?connect|React DevTools|WebSocket|40[04]/] })

  test('shows the app below its base, with and without the final slash, and at a path with a dot', async ({ page }) => {
    const server = await createServer({ mode: 'loopback', logLevel: 'error', base: '/app/', server: { port: 3105 } })
    await server.listen()
    try {
      for (const path of ['/app/', '/app']) {
        await page.goto(`http://localhost:3105${path}`)
        await expect(signInButton(page)).toBeVisible()
      }
      for (const path of ['john.doe', 'node.js']) {
        await page.goto(`http://localhost:3105/app/orders/${path}`)
        await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
      }
      const authorize = page.waitForRequest(/\/oauth2\/authorize\?/)
      await page.goto('http://localhost:3105/app/account')
      // The pool does not know this port.
      const sent = new URL((await authorize).url()).searchParams.get('redirect_uri')
      expect(sent).toBe('http://localhost:3105/app/callback')
    } finally {
      await page.close()
      await server.close()
    }
  })
})
