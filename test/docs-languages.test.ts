import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandsOf, documents } from './support/document-commands.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
/** The list of all failures names tests, for contributors, and stands in English only. */
const translated = (path: string) => read(path).split('\n## All failures\n')[0] ?? ''

/** Every page that is there in Korean, and the English page. */
const pairs = [
  ['README.ko.md', 'README.md'],
  ...readdirSync(join(root, 'docs/ko')).map((name) => [`docs/ko/${name}`, `docs/${name}`] as const),
] as const

const levels = (page: string) =>
  [
    ...translated(page)
      .replaceAll(/^```.*?^```/gms, '')
      .matchAll(/^(#+) /gm),
  ].map(([, sign]) => sign)
const tableRows = (page: string) => translated(page).match(/^\| /gm)?.length ?? 0

describe.each(pairs)('%s', (korean, english) => {
  it('has the headings, the tables and the commands of the English page', () => {
    expect(levels(korean)).toEqual(levels(english))
    expect(tableRows(korean)).toBe(tableRows(english))
    expect(commandsOf(korean)).toEqual(commandsOf(english))
  })

  it('is Korean', () => {
    const hangul = read(korean).match(/[가-힣]/g)?.length ?? 0
    expect(hangul).toBeGreaterThan(500)
  })
})

it.each(['README.md', 'README.ko.md'])('%s fits on 120 lines', (page) => {
  expect(read(page).split('\n').length).toBeLessThanOrEqual(121)
})

it.each(documents())('%s: each link to a file of the project leads to one', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
  expect(links.filter((link) => !existsSync(join(root, dirname(page), link)))).toEqual([])
})
