import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import { localClientId, localPort } from '../local-cognito/defaults.ts'
import { generatePoolKeys } from '../local-cognito/oauth/keys.ts'
import { createLocalPool, type LocalPool } from '../local-cognito/pool.ts'
import { serveLocalPool } from '../local-cognito/serve.ts'
import { findOrInstallBrowser } from '../scripts/find-browser.ts'
import { measureDay } from './day.ts'
import type { PrintLine } from './report-file.ts'

const outDir = 'node_modules/.cache/bench'
const site = 'http://localhost:3000'
const shortLifeSeconds = 20
const longestWaitMs = 60_000

/**
 * Prints the cost of one token expiry with many tabs open in Chromium. All tabs are visible, so all of them have to
 * refresh at the same moment. Then prints the token requests of a day.
 */
export async function measureTabs(printLine: PrintLine): Promise<void> {
  await build({ mode: 'loopback', logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ mode: 'loopback', logLevel: 'error', build: { outDir } })
  const pool = await createLocalPool({ keys: await generatePoolKeys() })
  const served = await serveLocalPool(pool, { port: localPort })
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: findOrInstallBrowser(), args })
  printLine('One expiry, all tabs visible, rotation on: (goal: 1 token request, 0 sign-outs)')
  for (const graceSeconds of [0, 10]) {
    pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: graceSeconds })
    for (const count of [1, 5, 20, 50]) printLine(await measureExpiry(browser, pool, count, graceSeconds))
  }
  await browser.close()
  await served.close()
  await server.close()
  await measureDay(printLine)
}

async function measureExpiry(browser: Browser, pool: LocalPool, count: number, graceSeconds: number): Promise<string> {
  const context = await browser.newContext()
  const pages = await openTabs(context, count)
  pool.setAccessTokenLifetime(localClientId, shortLifeSeconds)
  await refreshAll(pages)
  pool.setAccessTokenLifetime(localClientId, 3600)
  const before = tokenCalls(pool)
  const moments = await Promise.all(pages.map((page) => page.evaluate(nextToken, longestWaitMs)))
  const requestCount = tokenCalls(pool) - before
  const signedIn = await Promise.all(pages.map((page) => page.locator('#root').getAttribute('data-session')))
  const signOuts = signedIn.filter((status) => status !== 'signed-in').length
  await context.close()
  const spreadMs = Math.max(...moments) - Math.min(...moments)
  const row = [`grace ${String(graceSeconds).padStart(2)} s`, `${String(count).padStart(2)} tabs`]
  return `  ${[...row, `${requestCount} token request(s)`, `${signOuts} sign-outs`, `first to last tab ${Math.round(spreadMs)} ms`].join(', ')}`
}

async function openTabs(context: BrowserContext, count: number): Promise<Page[]> {
  const first = await context.newPage()
  await first.goto(`${site}/account`)
  await first.getByRole('button', { name: '김민서' }).click()
  await first.getByText('minseo@example.com').waitFor()
  const pages = [first]
  while (pages.length < count) {
    const page = await context.newPage()
    await page.goto(`${site}/account`)
    await page.getByText('minseo@example.com').waitFor()
    pages.push(page)
  }
  return pages
}

/** One tab refreshes; the others adopt its token. */
async function refreshAll([first, ...others]: Page[]): Promise<void> {
  const adopted = others.map((page) => page.evaluate(nextToken, longestWaitMs))
  await first?.getByRole('button', { name: 'Refresh now' }).click()
  await first?.getByText('The session has been refreshed.').waitFor()
  await Promise.all(adopted)
}

function tokenCalls(pool: LocalPool): number {
  return pool.requests().filter(({ path }) => path === '/oauth2/token').length
}

/** Runs in the page, so it uses nothing from this file. Resolves with the time at which a new access token is stored. */
function nextToken(giveUpAfterMs: number): Promise<number> {
  const [key = ''] = Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))
  const before = sessionStorage.getItem(key)
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('No new token was stored.')), giveUpAfterMs)
    const poll = setInterval(() => {
      if (sessionStorage.getItem(key) === before) return
      clearInterval(poll)
      clearTimeout(giveUp)
      resolve(Date.now())
    }, 5)
  })
}
