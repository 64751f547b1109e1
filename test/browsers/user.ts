import { setTimeout as pause } from 'node:timers/promises'
import type { Tab } from './browser.ts'

const limitMs = 15_000
const pauseMs = 50

/** Clicks a button by its accessible name, which is its text on all pages of the app and of the pool. */
export function clickButton(tab: Tab, name: string): Promise<void> {
  return retry(`click the button "${name}"`, () => tab.click(`//button[normalize-space()="${name}"]`))
}

export function fillField(tab: Tab, label: string, text: string): Promise<void> {
  const field = `//input[@id=//label[normalize-space()="${label}"]/@for]`
  return retry(`fill the field "${label}"`, () => tab.type(field, text))
}

export function waitForText(tab: Tab, text: string): Promise<void> {
  return retry(`see "${text}"`, async () => {
    if (!(await tab.text()).includes(text)) throw new Error('The page does not show it.')
  })
}

/** Waits for a URL, or for one that starts with it and a `?`. */
export function waitForUrl(tab: Tab, wanted: string): Promise<void> {
  return retry(`be at ${wanted}`, async () => {
    const url = await tab.url()
    if (url !== wanted && !url.startsWith(`${wanted}?`)) throw new Error(`The tab is at ${url}.`)
  })
}

/** Tries until it works: drivers reject while a page loads, or while React replaces an element. */
async function retry(purpose: string, attempt: () => Promise<void>): Promise<void> {
  const endMs = performance.now() + limitMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (performance.now() > endMs) throw new Error(`Could not ${purpose}: ${reason}`, { cause: error })
      await pause(pauseMs)
    }
  }
}
