/**
 * Everything that makes this product look like itself. The pages, the HTML, the icon of the tab and the local pool's pages
 * follow.
 */

/** A colour on light pages, and on dark pages. */
type Color = readonly [light: string, dark: string]

interface MarkPath {
  readonly d: string
  readonly fill: 'accent' | 'onAccent'
}

/** What people call the product. `VITE_APP_NAME` replaces it in one environment, e.g. "Toyseven (test)". */
export const brandName = 'Toyseven'

/** The mark: paths on a square of 32 units, drawn one above the other. */
export const brandMark: readonly MarkPath[] = [
  { d: 'M9 0h14a9 9 0 0 1 9 9v14a9 9 0 0 1-9 9H9a9 9 0 0 1-9-9V9a9 9 0 0 1 9-9z', fill: 'accent' },
  { d: 'M9.5 8h13a1.7 1.7 0 0 1 1.5 2.5l-7.6 14a1.9 1.9 0 0 1-3.4-1.8L18.8 12H9.5a2 2 0 0 1 0-4z', fill: 'onAccent' },
  { d: 'M22.5 19.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z', fill: 'onAccent' },
]

export const brandColors = {
  /** The main button, and the text on it. Their contrast has to be at least 4.5:1. */
  primary: ['#171717', '#ededed'],
  onPrimary: ['#ffffff', '#0a0a0a'],
  /** Links, the focus ring and the mark. On the page and on cards its contrast has to be at least 4.5:1. */
  accent: ['#4a3fd6', '#a39cff'],
  /** What stands on the accent colour in the mark. */
  onAccent: ['#ffffff', '#14102e'],
} satisfies Record<string, Color>

/** Of buttons and fields, in pixels. Cards have one and a half times as much. */
export const brandRadius = 8

/** CSS font families. The app loads no font file: see docs/your-product.md. */
export const brandFonts = {
  text: "'Pretendard Variable', Pretendard, -apple-system, BlinkMacSystemFont, system-ui, 'Apple SD Gothic Neo', 'Segoe UI', 'Noto Sans KR', 'Noto Sans CJK KR', 'Malgun Gothic', sans-serif",
  code: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'D2Coding', monospace",
}
