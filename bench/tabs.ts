import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { build, preview } from 'vite'
import { localClientId, localPort } from '../local-cognito/defaults.ts'
import { generatePoolKeys } from '../local-cognito/oauth/keys.ts'
import { createLocalPool, type LocalPool } from '../local-cognito/pool.ts'
import { serveLocalPool } from '../local-cognito/serve.ts'
import { findOrInstallBrowser } from '../scripts/find-browser.ts'
import { measureDay } from './day.ts'
import type { Say } from './report-file.ts'

const outDir = 'node_modules/.cache/bench'
const site = 'http://localhost:3000'
const shortLifeSeconds = 20
const longestWaitMs = 60_000

/**
 * Prints what one expiry costs with many tabs open in Chromium, all of them visible, so that all of them become due at
 * the same moment; and then what a day costs.
 */
export async function measureTabs(say: Say): Promise<void> {
  await build({ mode: 'loopback', logLevel: 'error', build: { outDir, emptyOutDir: true } })
  const server = await preview({ mode: 'loopback', logLevel: 'error', build: { outDir } })
  const pool = await createLocalPool({ keys: await generatePoolKeys() })
  const served = await serveLocalPool(pool, { port: localPort })
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const browser = await chromium.launch({ executablePath: findOrInstallBrowser(), args })
  say('One expiry, all tabs visible, rotation on: (goal: 1 token request, 0 sign-outs)')
  for (const graceSeconds of [0, 10]) {
    pool.setRotation(localClientId, { feature: 'ENABLED', retryGracePeriodSeconds: graceSeconds })
    for (const count of [1, 5, 20, 50]) say(await measureExpiry(browser, pool, count, graceSeconds))
  }
  await browser.close()
  await served.close()
  await server.close()
  await measureDay(say)
}

async function measureExpiry(browser: Browser, pool: LocalPool, count: number, graceSeconds: number): Promise<string> {
  const context = await browser.newContext()
  const pages = await openTabs(context, count)
  pool.setAccessTokenLifetime(localClientId, shortLifeSeconds)
  await renewAll(pages)
  pool.setAccessTokenLifetime(localClientId, 3600)
  const before = tokenCalls(pool)
  const moments = await Promise.all(pages.map((page) => page.evaluate(nextToken, longestWaitMs)))
  const asked = tokenCalls(pool) - before
  const signedIn = await Promise.all(pages.map((page) => page.locator('#root').getAttribute('data-session')))
  const signOuts = signedIn.filter((status) => status !== 'signed-in').length
  await context.close()
  const spreadMs = Math.max(...moments) - Math.min(...moments)
  const row = [`grace ${String(graceSeconds).padStart(2)} s`, `${String(count).padStart(2)} tabs`]
  return `  ${[...row, `${asked} token request(s)`, `${signOuts} sign-outs`, `first to last tab ${Math.round(spreadMs)} ms`].join(', ')}`
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

/** One tab renews; the others take its token over. */
async function renewAll([first, ...others]: Page[]): Promise<void> {
  const taken = others.map((page) => page.evaluate(nextToken, longestWaitMs))
  await first?.getByRole('button', { name: 'Refresh now' }).click()
  await first?.getByText('The session has been refreshed.').waitFor()
  await Promise.all(taken)
}

function tokenCalls(pool: LocalPool): number {
  return pool.requests().filter(({ path }) => path === '/oauth2/token').length
}

/** In the page, and so without anything from here: resolves with the time at which another access token was stored. */
function nextToken(giveUpAfterMs: number): Promise<number> {
  const [key = ''] = Object.keys(sessionStorage).filter((name) => name.startsWith('oidc.user:'))
  const before = sessionStorage.getItem(key)
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error('No new token came.')), giveUpAfterMs)
    const look = setInterval(() => {
      if (sessionStorage.getItem(key) === before) return
      clearInterval(look)
      clearTimeout(giveUp)
      resolve(Date.now())
    }, 5)
  })
}
