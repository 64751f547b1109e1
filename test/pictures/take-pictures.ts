import { test } from '../e2e/fixtures.ts'
import type { appScreens } from '../e2e/screens.ts'

export const folder = 'pictures'
export const widths = [1280, 360] as const
export const looks = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'ko'] as const).map((language) => ({ theme, language })),
)

/** Defines a test for each screen, theme and language, which takes its pictures. */
export function takePictures(screens: typeof appScreens): void {
  for (const [name, open] of Object.entries(screens)) {
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
}
