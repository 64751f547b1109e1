import type { Page } from '@playwright/test'
import { isSoak, someOf } from '../support/soak.ts'
import { violations } from './axe.ts'
import { expect, signIn, signInAtPool, test } from './fixtures.ts'
import { appScreens, tokenProblems } from './screens.ts'

// Some screens are those of failures, which the browser reports.
test.describe('every screen', () => {
  test.use({ expectedLines: [/status of \d+|net::ERR|dynamically imported module|A bug/] })

  // Their pages differ from others in texts only, or in the claims of the user: `npm run test:soak` opens them.
  const similar = new Set([
    ...Object.keys(tokenProblems).slice(1),
    'unreachable',
    'redirects-stopped',
    'state-mismatch',
    'cancelled',
    'storage-blocked',
    'signed-in-again',
    'account-refreshed',
    'google',
    'no-name',
    'confirm-sign-in-ignored',
    'payment-refused',
  ])
  const screens = Object.entries(appScreens).filter(([name]) => isSoak || !similar.has(name))

  /** `npm test` opens every second screen in English, the others in Korean; of each language every second one is dark. */
  for (const [index, [name, open]] of screens.entries()) {
    for (const language of someOf(index % 2 === 0 ? ['en', 'ko'] : ['ko', 'en'])) {
      const themes = someOf<'light' | 'dark'>(index % 4 < 2 ? ['light', 'dark'] : ['dark', 'light'])
      test(`axe finds no violation on ${name}, ${language}, ${themes.join(' and ')}; nothing is wider than 320 px`, async ({
        page,
        provider,
      }) => {
        await page.goto(`/?lang=${language}`)
        await open({ page, provider, language })
        for (const theme of themes) expect(await violations(page, theme)).toEqual([])
        await page.setViewportSize({ width: 320, height: 640 })
        expect(await widerThanPage(page)).toEqual([])
      })
    }
  }
})

/** The elements that a user would have to scroll sideways for, but those that scroll by themselves. */
function widerThanPage(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width)
      .map((element) => element.outerHTML.slice(0, 200))
  })
}

test('a user can sign in with only the keyboard', async ({ page }) => {
  await page.goto('/')
  const signInButton = page.getByRole('button', { name: 'Sign in', exact: true })
  for (
    let presses = 0;
    presses < 5 && !(await signInButton.evaluate((button) => button === document.activeElement));
    presses += 1
  ) {
    await page.keyboard.press('Tab')
  }
  await expect(signInButton).toBeFocused()
  await page.keyboard.press('Enter')
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
})

test('the focus goes to the heading after each navigation, so that a screen reader reads it', async ({ page }) => {
  await signIn(page)
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toBeFocused()
  await page.getByRole('link', { name: 'Home' }).click()
  await expect(page).toHaveURL(/3000\/$/)
  await expect(heading).toBeFocused()
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await expect(page).toHaveURL(/\/account$/)
  await expect(heading).toBeFocused()
  await page.goBack()
  await expect(heading).toBeFocused()
})

test('the first page leaves the focus where the browser has it', async ({ page }) => {
  await page.goto('/')
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
})

test('with forced colours, every control and the focus ring stay visible', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await signIn(page)
  const borderless = await page.evaluate(() =>
    [...document.querySelectorAll('button.button, .menu-button .avatar, .card, [aria-pressed]')]
      .filter((element) => {
        const { borderTopWidth, borderTopStyle } = getComputedStyle(element)
        return borderTopWidth === '0px' || borderTopStyle === 'none'
      })
      .map((element) => element.outerHTML.slice(0, 120)),
  )
  expect(borderless).toEqual([])
  await page.getByRole('button', { name: 'Sign out' }).focus()
  await page.keyboard.press('Shift+Tab')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
  expect(outline).toBe('solid')
})

test('at 200 % zoom, nothing is cut and nothing needs scrolling sideways', async ({ page }) => {
  // A zoom of 200 % halves the width that a page has.
  await page.setViewportSize({ width: 640, height: 400 })
  await signIn(page)
  expect(await widerThanPage(page)).toEqual([])
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  expect(await widerThanPage(page)).toEqual([])
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
})

test('every control is a target of at least 44 pixels', async ({ page }) => {
  const small = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('button, a, input, textarea, summary')]
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 44))
        .map(({ element, box }) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${element.outerHTML}`),
    )
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    await page.goto('/')
    expect(await small()).toEqual([])
    await page.goto('/nowhere')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect(await small()).toEqual([])
  }
  await signIn(page)
  expect(await small()).toEqual([])
})

test('the countdown is not announced', async ({ page }) => {
  await signIn(page)
  const countdown = page.locator('.time-left')
  await expect(countdown).toBeVisible()
  expect(
    await countdown.evaluate((element) => element.closest('[aria-live], [role=status], [role=timer], [role=alert]')),
  ).toBe(null)
})
