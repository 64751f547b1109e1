import { readFileSync } from 'node:fs'
import { test } from '../e2e/fixtures.ts'
import { appScreens, poolScreens } from '../e2e/screens.ts'

const folder = 'pictures'
const widths = [1280, 360] as const
const looks = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'ko'] as const).map((language) => ({ theme, language })),
)

test.use({ expectedLines: [/./s] })

/** What other sites show beside a link to the app: committed, since a build cannot draw it. */
test('social-card', async ({ page }) => {
  await page.setViewportSize({ width: 1200, height: 630 })
  await page.goto('/')
  await page.screenshot({ path: 'public/social-card.png', animations: 'disabled' })
})

/** The picture in the README, from pictures that were taken before. */
test('strip', async ({ page }) => {
  const shown = ['landing', 'pool-sign-in', 'account'].map((name) => `${folder}/${name}-light-en-1280.png`)
  const images = shown.map((path) => `<img src="data:image/png;base64,${readFileSync(path).toString('base64')}">`)
  const style =
    'body{margin:0;display:flex;gap:16px;padding:16px;background:#e5e5e5}img{width:496px;height:310px;object-fit:cover;object-position:top;border-radius:8px}'
  await page.setViewportSize({ width: 1552, height: 342 })
  await page.setContent(`<style>${style}</style>${images.join('')}`)
  await page.screenshot({ path: 'docs/images/sign-in.png' })
})

for (const [name, open] of Object.entries({ ...appScreens, ...poolScreens })) {
  for (const { theme, language } of looks) {
    test.describe(() => {
      test.use({ colorScheme: theme, locale: language === 'ko' ? 'ko-KR' : 'en-US' })

      test(`${name} ${theme} ${language}`, async ({ page, provider }) => {
        await open({ page, provider, language })
        await page.evaluate(() => document.fonts.ready)
        for (const width of widths) {
          await page.setViewportSize({ width, height: width === 360 ? 740 : 800 })
          await page.screenshot({
            path: `${folder}/${name}-${theme}-${language}-${width}.png`,
            fullPage: true,
            animations: 'disabled',
          })
        }
      })
    })
  }
}
