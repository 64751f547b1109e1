import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The cells of every row of the tables of a page, headings and rules left out. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| -'))
    .map((line) => line.slice(2, -2).split(' | '))

describe('docs/security.md', () => {
  const text = read('docs/security.md')
  const claims = rowsOf(text).filter(([ids = '']) => /^A\d\d/.test(ids))

  it('claims nothing without a test that names it', () => {
    const broken = claims.flatMap(([ids = '', , , tests = '']) => {
      const sources = [...tests.matchAll(/`([^`]+)`/g)].map(([, path = '']) => read(path))
      return ids.split(' ').filter((id) => !sources.some((source) => new RegExp(`\\b${id}\\b`).test(source)))
    })
    expect(broken).toEqual([])
    expect(claims.length).toBeGreaterThan(25)
  })

  it('names no file that is not there', () => {
    const paths = [...text.matchAll(/`((?:test|tools|src|docs)\/[^`]+)`/g)].map(([, path = '']) => path)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })
})

describe('docs/conformance.md', () => {
  it('lists the modules that the browser runs, all of them and no other', () => {
    const listed = rowsOf(read('docs/conformance.md'))
      .filter(([, , result = '']) => result.startsWith('passes'))
      .map(([name = '']) => name.replaceAll('`', ''))
    const run = [...read('test/e2e/conformance.spec.ts').matchAll(/^ {2}'(oidcc-client-test[\w-]*)':/gm)]
    expect(new Set(listed)).toEqual(new Set(run.map(([, name = '']) => name)))
    expect(listed.length).toBe(run.length)
  })
})

describe('docs/test-ids.md', () => {
  it('has a row for every id in a test title', () => {
    const listed = new Set(rowsOf(read('docs/test-ids.md')).map(([id = '']) => id))
    const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(test|spec)\.tsx?$/.test(name),
    )
    const titles = files.flatMap((name) => [...read(`test/${name}`).matchAll(/\b(?:it|test)\([`'"]([^:]*?): /g)])
    const ids = titles.flatMap(([, start = '']) => start.split(/, | /)).filter((id) => /^([AFC]\d\d|\d{1,2})$/.test(id))
    expect(ids.length).toBeGreaterThan(200)
    expect([...new Set(ids)].filter((id) => !listed.has(id))).toEqual([])
  })
})
