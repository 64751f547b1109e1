import { landing } from '../../src/i18n/messages/en/landing.ts'
import { expect, signIn, test } from './fixtures.ts'

test.use({ build: 'guarded-pages' })

for (const path of ['/reports', '/account/orders']) {
  test(`${path}, guarded only by its entry in the route table, redirects to the hosted UI and back`, async ({
    page,
  }) => {
    await signIn(page, path)
    await expect(page).toHaveURL(path)
    await expect(page.getByRole('link', { name: landing.toAccount })).toBeVisible()
  })

  test(`a reload of ${path} draws no part of the account page`, async ({ page }) => {
    await signIn(page, path)
    await page.addInitScript(() => {
      new MutationObserver(() => {
        if (document.getElementById('root')?.textContent?.includes('Profile')) Reflect.set(window, 'hasFlashed', true)
      }).observe(document, { childList: true, subtree: true, characterData: true })
    })
    await page.reload()
    await expect(page.getByRole('link', { name: landing.toAccount })).toBeVisible()
    expect(await page.evaluate(() => Reflect.get(window, 'hasFlashed'))).toBeUndefined()
    // The same observer notices the account page, which may be drawn.
    await page.goto('/account')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hello, 김민서')
    expect(await page.evaluate(() => Reflect.get(window, 'hasFlashed'))).toBe(true)
  })
}
