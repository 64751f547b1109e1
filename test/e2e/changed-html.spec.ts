import type { Page } from '@playwright/test'
import { landing } from '../../src/i18n/messages/en/landing.ts'
import { landing as korean } from '../../src/i18n/messages/ko/landing.ts'
import { expect, signIn, signInAtPool, test } from './fixtures.ts'
import { holdApp } from './hold-app.ts'

/** What a grammar checker and a page translation do to a page: an attribute, an element, and texts in <font>. */
const changes = {
  'an attribute and an element of an extension': () => {
    document.body.setAttribute('data-extension', 'installed')
    document.body.append(document.createElement('extension-overlay'))
    document.querySelector('main h1')?.setAttribute('data-extension', 'checked')
    document.querySelector('main')?.prepend(document.createElement('extension-button'))
  },
  'a translation, which wraps texts in <font>': () => {
    const walker = document.createTreeWalker(document.querySelector('#root') ?? document, NodeFilter.SHOW_TEXT)
    const texts: Node[] = []
    while (walker.nextNode()) texts.push(walker.currentNode)
    for (const text of texts) {
      const font = document.createElement('font')
      text.parentNode?.replaceChild(font, text)
      font.append(`übersetzt: ${text.nodeValue ?? ''}`)
    }
  },
}

async function expectAppLoaded(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
}

// The fixture `page` fails each of these tests at a line in the console.
for (const [name, change] of Object.entries(changes)) {
  test(`F54: ${name}, before the app has loaded, causes no console error, and Sign in works`, async ({ page }) => {
    const release = await holdApp(page)
    await page.goto('/', { waitUntil: 'commit' })
    await expect(page.locator('main h1')).toBeVisible()
    await page.evaluate(change)
    release()
    await expectAppLoaded(page)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(landing.heroTitle)
    await page.getByRole('button', { name: '한국어' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(korean.heroTitle)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await signInAtPool(page)
    await expect(page.getByText('minseo@example.com')).toBeVisible()
  })

  test(`F54: ${name}, on the account page before the app has loaded, leaves the page working`, async ({ page }) => {
    await signIn(page)
    const release = await holdApp(page)
    await page.reload({ waitUntil: 'commit' })
    await expect(page.locator('main h1')).toBeVisible()
    await page.evaluate(change)
    release()
    await expectAppLoaded(page)
    await expect(page.getByText('minseo@example.com')).toBeVisible()
    await page.getByRole('button', { name: 'Refresh now' }).click()
    await expect(page.getByText('just now, by this tab')).toBeVisible()
  })
}

test.describe('a page whose HTML differs from what the app renders', () => {
  test.use({ expectedLines: [/error #418/] })

  test('is reported in the console if only this app can have made it', async ({ page }) => {
    const reports: string[] = []
    page.on('pageerror', (error) => reports.push(String(error)))
    // Changes the template of the build before the page is drawn from it, as an error of the project would.
    await page.addInitScript(() => {
      new MutationObserver(() => {
        for (const template of document.querySelectorAll<HTMLTemplateElement>('template[data-page=landing]')) {
          const heading = template.content.querySelector('h1')
          if (heading !== null) heading.textContent = 'Another heading'
        }
      }).observe(document, { childList: true, subtree: true })
    })
    await page.goto('/')
    await expectAppLoaded(page)
    await expect.poll(() => reports).toEqual([expect.stringContaining('#418')])
  })
})
