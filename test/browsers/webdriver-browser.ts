import { Builder, By, type WebDriver } from 'selenium-webdriver'
import { innerText, type Browser, type Tab } from './browser.ts'
import { startWebKitDriver } from './webkit-driver.ts'

export interface WebKitPrograms {
  readonly driver: string
  readonly miniBrowser: string
  /** The X server without a screen, or null if there is none; then the window is on the display of the user. */
  readonly xServer: string | null
}

/** Starts WebKitGTK's MiniBrowser and drives it over WebDriver, which does not report the console. */
export async function startWithWebDriver(programs: WebKitPrograms): Promise<Browser> {
  const server = await startWebKitDriver(programs.driver, programs.xServer)
  try {
    const driver = await new Builder().usingServer(server.url).withCapabilities(capabilities(programs)).build()
    return browserOf(driver, server.close)
  } catch (error) {
    await server.close()
    throw error
  }
}

const limitMs = 15_000

/**
 * The driver does not wait for pages: after Back to a page from the back/forward cache, WebKitWebDriver 2.50 sometimes
 * waits for a load that has no end. So `load` waits here.
 */
function capabilities({ miniBrowser }: WebKitPrograms) {
  return {
    browserName: 'MiniBrowser',
    pageLoadStrategy: 'none',
    timeouts: { implicit: 0, pageLoad: limitMs, script: limitMs },
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  }
}

async function browserOf(driver: WebDriver, closeServer: () => Promise<void>): Promise<Browser> {
  const found = await driver.getCapabilities()
  let isFirst = true
  return {
    version: `WebKitGTK’s ${found.getBrowserName() ?? ''} ${found.getBrowserVersion() ?? ''}`,
    consoleErrors: () => null,
    openTab: async (url) => {
      // The session begins with one tab.
      if (!isFirst) await driver.switchTo().newWindow('tab')
      isFirst = false
      const tab = tabOf(driver, await driver.getWindowHandle())
      await tab.open(url)
      return tab
    },
    close: async () => {
      await driver.quit()
      await closeServer()
    },
  }
}

/** Loads a page and waits until its document is complete, which has not the mark of the document before it. */
async function load(driver: WebDriver, navigate: (driver: WebDriver) => Promise<void>): Promise<void> {
  await driver.executeScript('window.isBeingLeft = true')
  await navigate(driver)
  const isLoaded = 'return window.isBeingLeft === undefined && document.readyState === "complete"'
  await driver.wait(async () => {
    try {
      return (await driver.executeScript(isLoaded)) === true
    } catch {
      // The script was in the document that was left.
      return false
    }
  }, limitMs)
}

/** WebDriver's commands go to the tab that was chosen last. */
function tabOf(driver: WebDriver, handle: string): Tab {
  const here = async () => {
    await driver.switchTo().window(handle)
    return driver
  }
  const find = async (xpath: string) => (await here()).findElement(By.xpath(xpath))
  return {
    open: async (url) => load(await here(), (tab) => tab.get(url)),
    click: async (xpath) => (await find(xpath)).click(),
    type: async (xpath, text) => (await find(xpath)).sendKeys(text),
    text: async () => String(await (await here()).executeScript(`return ${innerText}`)),
    // getCurrentUrl() is already the next page's while this one is still shown.
    url: async () => String(await (await here()).executeScript('return location.href')),
    back: async () => (await here()).navigate().back(),
    reload: async () => load(await here(), (tab) => tab.navigate().refresh()),
    close: async () => (await here()).close(),
  }
}
