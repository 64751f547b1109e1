import type { Browser, Page } from '@playwright/test'
import { watchForLeaks } from '../hostile/leak-watch.ts'
import type { HostileProvider } from '../hostile/provider.ts'
import { expect, signIn, test } from './fixtures.ts'

const leaks: readonly (readonly [string, (secret: string) => unknown])[] = [
  ['console', (secret) => console.info(secret)],
  [
    'error',
    (secret) =>
      void setTimeout(() => {
        throw new Error(secret)
      }),
  ],
  ['the DOM', (secret) => document.body.setAttribute('title', secret)],
  ['localStorage', (secret) => localStorage.setItem('x', secret)],
  ['sessionStorage', (secret) => sessionStorage.setItem('x', secret)],
  ['the cookie x', (secret) => void (document.cookie = `x=${secret.slice(0, 3000)}`)],
  ['document.cookie', () => {}],
  ['the history', (secret) => history.replaceState({ secret }, '')],
  ['IndexedDB', (secret) => indexedDB.open(secret)],
  ['the Cache API', (secret) => caches.open(secret)],
  ['window.x', (secret) => void Reflect.set(window, 'x', { secret })],
  ['window.name', (secret) => void (window.name = secret)],
  ['channel', (secret) => new BroadcastChannel('x').postMessage({ secret })],
  ['a message', (secret) => window.postMessage({ secret }, '*')],
  ['the address of GET http://localhost:3000/', (secret) => fetch(`/?x=${secret}`)],
  ['the body of POST http://localhost:3000/', (secret) => fetch('/', { method: 'POST', body: secret })],
  ['the headers of GET http://localhost:3000/', (secret) => fetch('/', { headers: { x: secret } })],
  [
    'the authorization of GET http://localhost:3000/',
    (secret) => fetch('/', { headers: { authorization: `Bearer ${secret}` } }),
  ],
]

const tokenOf = (page: Page, name: string) =>
  page.evaluate((member) => {
    const [record = '{}'] = Object.keys(sessionStorage)
      .filter((key) => key.startsWith('oidc.user:'))
      .map((key) => sessionStorage.getItem(key) ?? '{}')
    return String(JSON.parse(record)[member])
  }, name)

/** Signs in in a browser context with its own leak watch: the watch of the fixture would fail these tests. */
async function watchedSignIn(browser: Browser, provider: HostileProvider) {
  const context = await browser.newContext()
  const watch = await watchForLeaks(context, provider.secrets, 'sessionStorage')
  const page = await context.newPage()
  await signIn(page)
  return { context, watch, page }
}

test('A54: the leak watch finds a token in every location that a page can write to', async ({ browser, provider }) => {
  const { context, watch, page } = await watchedSignIn(browser, provider)
  expect(await watch.leaks()).toEqual([])
  const secret = await tokenOf(page, 'access_token')
  for (const [, leak] of leaks) await page.evaluate(leak, secret)
  const expected = leaks.map(([location]) => `access token in ${location}`)
  await expect.poll(async () => (await watch.leaks()).toSorted()).toEqual([...new Set(expected)].toSorted())
  await context.close()
})

test('A54: the leak watch finds a token that a closed page showed only for a moment', async ({ browser, provider }) => {
  const { context, watch, page } = await watchedSignIn(browser, provider)
  await page.evaluate(
    (text) => {
      const shown = document.body.appendChild(document.createElement('p'))
      shown.className = 'moment'
      shown.textContent = text
      setTimeout(() => shown.remove())
    },
    await tokenOf(page, 'id_token'),
  )
  await expect(page.locator('.moment')).toHaveCount(0)
  await page.close()
  expect(await watch.leaks()).toEqual(['id token in the DOM'])
  await context.close()
})
