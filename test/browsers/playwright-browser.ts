import type { BrowserType, Page } from '@playwright/test'
import { innerText, type Browser, type Tab } from './browser.ts'

const limitMs = 5_000

/** Starts an engine that Playwright has downloaded. */
export async function startWithPlaywright(engine: BrowserType): Promise<Browser> {
  const browser = await engine.launch()
  const context = await browser.newContext({ locale: 'en-US' })
  context.setDefaultTimeout(limitMs)
  const errors: string[] = []
  context.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())))
  context.on('weberror', (error) => errors.push(String(error.error())))
  return {
    version: `Playwright’s ${engine.name()} ${browser.version()}`,
    consoleErrors: () => errors,
    openTab: async (url) => {
      const page = await context.newPage()
      await page.goto(url)
      return tabOf(page)
    },
    close: () => browser.close(),
  }
}

function tabOf(page: Page): Tab {
  return {
    open: async (url) => void (await page.goto(url)),
    click: (xpath) => page.locator(`xpath=${xpath}`).click(),
    type: (xpath, text) => page.locator(`xpath=${xpath}`).fill(text),
    text: async () => String(await page.evaluate(innerText)),
    url: async () => page.url(),
    back: async () => void (await page.goBack({ waitUntil: 'commit' })),
    reload: async () => void (await page.reload()),
    close: () => page.close(),
  }
}
