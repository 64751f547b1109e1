import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { describe, expect, it, vi } from 'vitest'
import { brandLook } from '../../build/brand.ts'
import { brandColors, brandMark } from '../../src/brand.ts'

const tokens = readFileSync(join(import.meta.dirname, '../../src/ui/tokens.css'), 'utf8')
const themes = ['light', 'dark'] as const

/** A colour of tokens.css in a theme. */
function token(name: string, theme: (typeof themes)[number]): string {
  const [, light = '', dark = ''] = new RegExp(`--${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(tokens) ?? []
  return theme === 'light' ? light : dark
}

/** The contrast of two colours: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe.each(themes)('the colours of the brand on %s pages', (theme) => {
  const at = themes.indexOf(theme)
  const of = (name: keyof typeof brandColors) => brandColors[name][at] ?? ''

  it.each([
    ['the main button', of('onPrimary'), of('primary')],
    ['a link on the page', of('accent'), token('bg', theme)],
    ['a link on a card', of('accent'), token('surface', theme)],
    ['the mark', of('onAccent'), of('accent')],
  ])('%s has a contrast of 4.5 at least', (_what, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5)
  })
})

it('the HTML and its files have the name, the mark and the colours', { timeout: 60_000 }, async () => {
  vi.stubEnv('VITE_APP_NAME', 'Tom <3 "Jerry"')
  const built = await build({ mode: 'loopback', logLevel: 'error', build: { write: false } })
  if (Array.isArray(built) || !('output' in built)) throw new Error('Expected one bundle.')
  const files = new Map(built.output.map((file) => [file.fileName, file.type === 'asset' ? String(file.source) : '']))
  const html = files.get('index.html') ?? ''
  expect(html).toContain('<title>Tom &lt;3 "Jerry"</title>')
  expect(html).toMatch(/<meta property="og:title" content="Tom [^"]*Jerry/)
  expect(html.match(/<title>/g)).toHaveLength(1)
  for (const color of brandColors.accent) expect(html).toContain(color)
  expect(JSON.parse(files.get('manifest.webmanifest') ?? '')).toMatchObject({ name: 'Tom <3 "Jerry"' })
  for (const { d } of brandMark) {
    expect(html).toContain(d)
    expect(files.get('favicon.svg')).toContain(d)
  }
})

it('the local pool’s pages have the name and the colours too', () => {
  const { appName, css } = brandLook({ appName: 'Acme' })
  expect(appName).toBe('Acme')
  expect(css).toContain(`--accent: light-dark(${brandColors.accent.join(', ')})`)
})
