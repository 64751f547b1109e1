import { launch, type ElementHandle, type Page } from 'puppeteer-core'
import { innerText, type Browser, type Tab } from './browser.ts'

/** Starts a Firefox without a window and drives it over WebDriver BiDi. */
export async function startWithBidi(executablePath: string): Promise<Browser> {
  const browser = await launch({ browser: 'firefox', executablePath, headless: true })
  const errors: string[] = []
  return {
    version: await browser.version(),
    consoleErrors: () => errors,
    openTab: async (url) => {
      const page = await browser.newPage()
      noteErrors(page, errors)
      await page.goto(url)
      return tabOf(page)
    },
    close: () => browser.close(),
  }
}

function noteErrors(page: Page, errors: string[]): void {
  page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())))
  page.on('pageerror', (error) => errors.push(String(error)))
}

function tabOf(page: Page): Tab {
  return {
    open: async (url) => void (await page.goto(url)),
    click: async (xpath) => (await find(page, xpath)).click(),
    type: async (xpath, text) => (await find(page, xpath)).type(text),
    text: async () => String(await page.evaluate(innerText)),
    url: async () => String(await page.evaluate('location.href')),
    // A page from the back/forward cache fires no load event, for which goBack() would wait.
    back: async () => void (await page.evaluate('history.back()')),
    reload: async () => void (await page.reload()),
    close: () => page.close(),
  }
}

async function find(page: Page, xpath: string): Promise<ElementHandle> {
  const found = await page.$(`::-p-xpath(${xpath})`)
  if (found === null) throw new Error('The page has no such element.')
  return found
}
