import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { inlineScripts } from '../../build/inline-scripts.ts'
import { e2eBuilds } from './builds.ts'
import { expect, signInAtPool, test } from './fixtures.ts'

const [{ outDir }] = e2eBuilds
const gzipBytes = (text: string) => gzipSync(text, { level: 9 }).byteLength
const builtFile = (path: string) => readFileSync(join(outDir, path), 'utf8')

/** The scripts that a page fetches until it rests, without what a build puts behind their names. */
function watchScripts(page: Page): { paths: string[]; names: () => string[] } {
  const paths: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) paths.push(pathname)
  })
  return { paths, names: () => paths.map((path) => path.replace(/^\/assets\/(.*)-[\w-]{8}\.js$/, '$1')).toSorted() }
}

const inlineScript = () => inlineScripts(builtFile('index.html')).join('')

/** Bytes do not vary from run to run, so they can have a budget; times cannot. */
test('before a redirect can leave or an exchange can start, 11 kB at most are fetched: the HTML, and nothing else', () => {
  expect(gzipBytes(inlineScript())).toBeGreaterThan(1_000)
  expect(gzipBytes(inlineScript())).toBeLessThan(6_600)
  expect(gzipBytes(builtFile('index.html'))).toBeLessThan(11_000)
})

test('the account page takes 122 kB of JavaScript at most, each file once, of its own language alone', async ({
  page,
}) => {
  await page.goto('/account')
  await expect(page.getByLabel('Email address')).toBeVisible()
  const scripts = watchScripts(page)
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await page.waitForLoadState('networkidle')
  // The last two are there for when the network is gone.
  expect(scripts.names()).toEqual(['index', 'primary', 'react', 'secondary', 'secondary-pages'])
  const needed = scripts.paths.filter((path) => !path.includes('secondary')).map(builtFile)
  const bytes = [...needed, inlineScript()].reduce((sum, code) => sum + gzipBytes(code), 0)
  expect(needed.join('')).toContain('Sign in without handing over your password')
  expect(needed.join('')).not.toMatch(/[가-힣]{2} /)
  expect(bytes).toBeLessThan(122_000)
})

test('the first chunk of the app holds oidc-client-ts and react-oidc-context', () => {
  const [first = ''] = readdirSync(join(outDir, 'assets')).filter((name) => /^index-.*\.js$/.test(name))
  const code = builtFile(`assets/${first}`)
  // A sentence of each library, and what both are joined by.
  expect(code).toContain('Only the Authorization Code flow (with PKCE) is supported')
  expect(code).toContain('AuthProvider context is undefined')
  expect(code).toContain('signinRedirectCallback')
})

test('the landing page takes the same, and neither moves anything that has been drawn', async ({ page }) => {
  const scripts = watchScripts(page)
  await page.addInitScript(() => {
    Reflect.set(window, 'shifts', [])
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) Reflect.get(window, 'shifts').push(Reflect.get(entry, 'value'))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const shifts = () => page.evaluate(() => Reflect.get(window, 'shifts'))
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  expect(scripts.names()).toEqual(['index', 'primary', 'react', 'secondary', 'secondary-pages'])
  expect(await shifts()).toEqual([])
  await page.goto('/account')
  await signInAtPool(page)
  await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(await shifts()).toEqual([])
})

test('what begins in the HTML is not fetched a second time: the app takes those modules from there', async () => {
  const app = readdirSync(join(outDir, 'assets')).filter((name) => name.endsWith('.js'))
  const code = app.map((name) => builtFile(`assets/${name}`)).join('')
  // It is there only until the app has begun: a chunk that comes later must not look for it.
  const takers = app.filter((name) => builtFile(`assets/${name}`).includes('toyseven.shared'))
  expect(takers).toEqual([expect.stringMatching(/^index-/)])
  for (const ofOneModule of ['toyseven.marker.', 'toyseven.redirects']) {
    expect(inlineScript()).toContain(ofOneModule)
    expect(code).not.toContain(ofOneModule)
  }
})

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' })

  test('a visit fetches no English, and the other language comes when it is chosen', async ({ context, page }) => {
    const scripts = watchScripts(page)
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    expect(scripts.paths.map(builtFile).join('')).not.toContain('Sign in without handing over your password')
    await context.setOffline(true)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByText('연결을 확인')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/[가-힣]/)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in without handing over your password')
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })

  test.use({ expectedLines: [/net::ERR_INTERNET_DISCONNECTED/] })
})
