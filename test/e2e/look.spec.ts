import { signedInAs } from '../kit/signed-in-as.ts'
import { expect, signIn, test } from './fixtures.ts'

test.describe('the theme', () => {
  test.use({ colorScheme: 'light' })

  test('follows the device, then the choice, which is there again before the app has loaded', async ({ page }) => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const [light, dark] = ['rgb(250, 250, 250)', 'rgb(10, 10, 10)']
    await page.goto('/')
    expect(await background()).toBe(light)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(await background()).toBe(dark)
    await page.getByRole('button', { name: 'Light' }).click()
    await expect(page.getByRole('button', { name: 'Light' })).toHaveAttribute('aria-pressed', 'true')
    expect(await background()).toBe(light)
    await page.route('**/assets/*.js', () => {})
    await page.reload({ waitUntil: 'commit' })
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
    expect(await background()).toBe(light)
  })
})

test('the account menu works with the keyboard: it opens, Escape closes it, and it signs the user out', async ({
  page,
  pool,
}) => {
  await signedInAs(page, 'minseo', pool)
  await page.goto('/')
  const menu = page.getByRole('button', { name: 'Account menu' })
  await menu.focus()
  await page.keyboard.press('Enter')
  await expect(menu).toHaveAttribute('aria-expanded', 'true')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeHidden()
  await expect(menu).toBeFocused()
  await page.keyboard.press('Enter')
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('You are signed out.')).toBeVisible()
})

test('the landing page says once that the user is signed out', async ({ page, pool }) => {
  await signedInAs(page, 'minseo', pool)
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-app', 'loaded')
  await expect(page.getByText('You are signed out.')).toHaveCount(0)
})

for (const width of [320, 360, 1280]) {
  test(`header, page and footer share one column at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 })
    for (const path of ['/', '/nowhere', '/account']) {
      await (path === '/account' ? signIn(page) : page.goto(path))
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const sides = await page.evaluate(() =>
        ['.header', '.page', '.footer'].map((selector) => {
          const { left, right } = document.querySelector(selector)?.getBoundingClientRect() ?? { left: 0, right: 0 }
          return { left, right: document.body.getBoundingClientRect().right - right }
        }),
      )
      expect(new Set(sides.map((side) => JSON.stringify(side))).size).toBe(1)
      expect(sides[0]?.left).toBe(sides[0]?.right)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  })
}
