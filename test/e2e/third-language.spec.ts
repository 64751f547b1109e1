import type { Page } from '@playwright/test'
import { isSoak } from '../support/soak.ts'
import { expect, test } from './fixtures.ts'
import { closing, opening, pseudoLanguage } from './pseudo-language.ts'
import { appScreens } from './screens.ts'

test.use({ build: 'third-language', expectedLines: [/status of \d+|net::ERR|dynamically imported module|A bug/] })

/** The data of the user, of the session and of the configuration, and names, which no language translates. */
const untranslated = [
  /^(Toyseven|English|한국어)$/,
  /^(Minseo Kim|MK|민서|김민서|Jordan Lee|JL)$/,
  /@/,
  /^Google$/,
  /^\d+:\d\d$/,
]

/** Names of protocol, settings and the pool's own words are in these. */
const quoted = 'code, pre, bdi, [translate=no], dd, .quote, .avatar, .preview, script, style, template'

/** Each component of a page is on one of these; `npm run test:soak` opens every screen. */
const chosen = ['landing', 'account-menu', 'account-claims', 'forty-groups', 'no-pending-sign-in', 'signed-out']
const screens = Object.entries(appScreens).filter(([name]) => isSoak || chosen.includes(name))

for (const [name, open] of screens) {
  test(`${name}: every text comes from the messages, and there is room for 40 % more`, async ({ page, provider }) => {
    await page.goto(`/?lang=${pseudoLanguage}`)
    await open({ page, provider, language: pseudoLanguage })
    await expect(page.locator('html')).toHaveAttribute('lang', pseudoLanguage)
    const texts = await textsOf(page)
    const isKnown = (text: string) =>
      (text.startsWith(opening) && text.endsWith(closing)) || untranslated.some((pattern) => pattern.test(text))
    expect(texts.filter((text) => !isKnown(text))).toEqual([])
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 })
      expect(await cutOff(page)).toEqual([])
    }
  })
}

/** Every text of a page that a user reads or hears. */
async function textsOf(page: Page): Promise<string[]> {
  const texts = await page.evaluate((selector) => {
    const found = [document.title]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!(node instanceof HTMLElement) || node.closest(selector) !== null || !node.checkVisibility()) continue
      for (const attribute of ['aria-label', 'alt', 'title', 'placeholder']) {
        found.push(node.getAttribute(attribute) ?? '')
      }
      found.push(
        [...node.childNodes]
          .filter((child) => child instanceof Text)
          .map((child) => child.nodeValue)
          .join(''),
      )
    }
    return found
  }, quoted)
  return texts.map((text) => text.replace(/ · Toyseven$/, '').trim()).filter((text) => text !== '')
}

/** Texts that are wider than their element, and elements that are wider than the page. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const elements = [
      ...document.querySelectorAll('#root h1, #root p, #root a, #root button, #root dt, #root label, #root .badge'),
    ]
    return elements
      .filter((element) => element.checkVisibility())
      .filter(
        (element) => element.scrollWidth > element.clientWidth + 1 || element.getBoundingClientRect().right > width,
      )
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .map((element) => element.outerHTML.slice(0, 160))
  })
}
