import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { inlineScripts } from '../../build/inline-scripts.ts'
import { budgets } from './budgets.ts'
import { e2eBuilds } from './builds.ts'
import { landing } from '../../src/i18n/messages/en/landing.ts'
import { primary } from '../../src/i18n/messages/en/primary.ts'
import { expect, signInAtPool, test } from './fixtures.ts'

const [{ outDir }] = e2eBuilds
const gzipBytes = (text: string) => gzipSync(text, { level: 9 }).byteLength
const builtFile = (path: string) => readFileSync(join(outDir, path), 'utf8')

/** Collects the scripts that a page requests. The names do not have the hash that a build appends. */
function watchScripts(page: Page): { paths: string[]; names: () => string[] } {
  const paths: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (pathname.endsWith('.js')) paths.push(pathname)
  })
  return { paths, names: () => paths.map((path) => path.replace(/^\/assets\/(.*)-[\w-]{8}\.js$/, '$1')).toSorted() }
}

const isForLater = (path: string) => /secondary|landing-page/.test(path)
const inlineScript = () => inlineScripts(builtFile('index.html')).join('')

/** Bytes do not vary from run to run, so they can have a budget. Times cannot. */
test('a redirect or a code exchange can start after the HTML, and nothing else', () => {
  expect(gzipBytes(inlineScript())).toBeGreaterThan(1_000)
  expect(gzipBytes(inlineScript())).toBeLessThan(budgets.inlineScript)
  expect(gzipBytes(builtFile('index.html'))).toBeLessThan(budgets.html)
})

test('the account page loads no more JavaScript than the budget, each file once, and only one language', async ({
  page,
}) => {
  await page.goto('/account')
  await expect(page.getByLabel('Email address')).toBeVisible()
  const scripts = watchScripts(page)
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
  await page.waitForLoadState('networkidle')
  // Those of other pages are loaded early, in case the network fails later.
  expect(scripts.names()).toEqual([
    'index',
    'landing',
    'landing-page',
    'primary',
    'react',
    'secondary',
    'secondary-pages',
  ])
  const needed = scripts.paths.filter((path) => !isForLater(path)).map(builtFile)
  const bytes = [...needed, inlineScript()].reduce((sum, code) => sum + gzipBytes(code), 0)
  expect(needed.join('')).toContain(primary.accountLead)
  expect(needed.join('')).not.toMatch(/[가-힣]{2} /)
  expect(bytes).toBeLessThan(budgets.accountPage)
})

test('the first chunk of the app contains oidc-client-ts and react-oidc-context', () => {
  const [first = ''] = readdirSync(join(outDir, 'assets')).filter((name) => /^index-.*\.js$/.test(name))
  const code = builtFile(`assets/${first}`)
  // A message of each library, and the method that connects them.
  expect(code).toContain('Only the Authorization Code flow (with PKCE) is supported')
  expect(code).toContain('AuthProvider context is undefined')
  expect(code).toContain('signinRedirectCallback')
})

test('the landing page loads the same scripts, and neither page shifts its layout', async ({ page }) => {
  const scripts = watchScripts(page)
  await page.addInitScript(() => {
    Reflect.set(window, 'shifts', [])
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) Reflect.get(window, 'shifts').push(Reflect.get(entry, 'value'))
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const shifts = () => page.evaluate(() => Reflect.get(window, 'shifts'))
  await page.goto('/')
  // The last parts are requested when the browser is idle.
  await expect
    .poll(scripts.names)
    .toEqual(['index', 'landing', 'landing-page', 'primary', 'react', 'secondary', 'secondary-pages'])
  await page.waitForLoadState('networkidle')
  expect(await shifts()).toEqual([])
  await page.goto('/account')
  await signInAtPool(page)
  await expect(page.getByRole('heading', { name: 'Session' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(await shifts()).toEqual([])
})

test('the app reuses the modules of the inline script, and does not load them again', async () => {
  const app = readdirSync(join(outDir, 'assets')).filter((name) => name.endsWith('.js'))
  const code = app.map((name) => builtFile(`assets/${name}`)).join('')
  // This global exists only until the app has started: a chunk that loads later must not read it.
  const readers = app.filter((name) => builtFile(`assets/${name}`).includes('toyseven.shared'))
  expect(readers).toEqual([expect.stringMatching(/^index-/)])
  for (const textOfModule of ['toyseven.marker.', 'toyseven.redirects']) {
    expect(inlineScript()).toContain(textOfModule)
    expect(code).not.toContain(textOfModule)
  }
})

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' })

  test('a visit loads no English texts until the user chooses English', async ({ context, page }) => {
    const scripts = watchScripts(page)
    await page.goto('/')
    await page.waitForLoadState('networkidle')
    expect(scripts.paths.map(builtFile).join('')).not.toContain(landing.heroTitle)
    await context.setOffline(true)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByText('연결을 확인')).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/[가-힣]/)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'English' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(landing.heroTitle)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  })

  test.use({ expectedLines: [/net::ERR_INTERNET_DISCONNECTED/] })
})

test('no build has the developer’s panel', () => {
  const files = readdirSync(join(outDir, 'assets')).filter((name) => /\.(js|css)$/.test(name))
  const built = [...files.map((name) => builtFile(`assets/${name}`)), builtFile('index.html')]
  expect(built.length).toBeGreaterThan(8)
  expect(built.filter((text) => /dev-panel|Developer’s panel|__pool/.test(text))).toEqual([])
})
