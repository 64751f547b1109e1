import AxeBuilder from '@axe-core/playwright'
import { isSoak } from '../support/soak.ts'
import { expect, signInAtPool, test } from './fixtures.ts'

const visits = [
  { name: 'landing', path: '/', signsIn: false },
  { name: 'account', path: '/account', signsIn: true },
  { name: 'problem', path: `/callback?code=x&state=${'a'.repeat(32)}`, signsIn: false },
  { name: 'not-found', path: '/nowhere', signsIn: false },
]

const looks = [
  ['light', 'en'],
  ['dark', 'ko'],
  ...(isSoak
    ? ([
        ['light', 'ko'],
        ['dark', 'en'],
      ] as const)
    : []),
] as const

for (const [colorScheme, language] of looks) {
  for (const { name, path, signsIn } of visits) {
    test(`axe finds no violation on ${name}, ${colorScheme}, ${language}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto(`/?lang=${language}`)
      await page.goto(path)
      if (signsIn) {
        await page.getByRole('button', { name: 'Jordan Lee' }).click()
        await page.waitForURL('**/account')
      }
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
    })
  }
}

test('a user can sign in with only the keyboard', async ({ page }) => {
  await page.goto('/')
  const signIn = page.getByRole('button', { name: 'Sign in', exact: true })
  for (
    let presses = 0;
    presses < 5 && !(await signIn.evaluate((button) => button === document.activeElement));
    presses += 1
  ) {
    await page.keyboard.press('Tab')
  }
  await expect(signIn).toBeFocused()
  await page.keyboard.press('Enter')
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
})
