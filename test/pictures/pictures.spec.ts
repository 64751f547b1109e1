import { readFileSync } from 'node:fs'
import { test } from '../e2e/fixtures.ts'
import { appScreens, idleScreens, poolScreens } from '../e2e/screens.ts'
import { folder, looks, takePictures, widths } from './take-pictures.ts'

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

/** All pictures that were taken before, small, 12 on a sheet: to look at each screen beside the others. */
test('contact-sheet', async ({ page }) => {
  test.setTimeout(300_000)
  const names = Object.keys({ ...appScreens, ...idleScreens, ...poolScreens })
  for (const { theme, language } of looks) {
    for (const width of widths) {
      for (let first = 0; first < names.length; first += 12) {
        const figures = names.slice(first, first + 12).map((name) => {
          const picture = readFileSync(`${folder}/${name}-${theme}-${language}-${width}.png`).toString('base64')
          return `<figure><figcaption>${name}</figcaption><img src="data:image/png;base64,${picture}"></figure>`
        })
        const size = width === 1280 ? 'width:480px;height:320px' : 'width:240px;height:520px'
        await page.setViewportSize({ width: width === 1280 ? 1968 : 1536, height: 100 })
        await page.setContent(
          `<style>body{margin:8px;display:flex;flex-wrap:wrap;gap:8px;background:#888;font:14px sans-serif}figure{margin:0}img{${size};object-fit:cover;object-position:top}</style>${figures.join('')}`,
        )
        const number = first / 12 + 1
        const path = `${folder}/contact-sheet/${theme}-${language}-${width}-${number}.png`
        await page.screenshot({ path, fullPage: true })
      }
    }
  }
})

takePictures({ ...appScreens, ...poolScreens })
