import { array, assert, constantFrom, oneof, property, string, webUrl } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeReturnTo } from '../../src/auth/oidc/return-to.ts'
import { cases } from './cases.ts'

const origin = 'https://app.example.com'
const redirectUri = `${origin}/callback`
/** The parts of open-redirect attacks. */
const pieces = constantFrom(
  '/',
  '//',
  '\\',
  '..',
  '.',
  '%2e',
  '%2f',
  '%5c',
  '@',
  ':',
  '?',
  '#',
  '\t',
  '\n',
  '\r',
  '\0',
  ' ',
  '\ufeff',
  '／',
  '。',
  'evil.example',
  'app.example.com',
  'https:',
  'javascript:',
  'callback',
  'login',
  'account',
  '%09',
  '%00',
  ';',
  '&',
  '=',
)
const paths = oneof(
  array(pieces, { maxLength: 12 }).map((list) => list.join('')),
  array(pieces, { maxLength: 12 }).map((list) => `/${list.join('')}`),
  string({ unit: 'binary', maxLength: 100 }),
  string({ unit: 'binary', maxLength: 100 }).map((text) => `/${text}`),
  webUrl(),
)

describe('any return path', () => {
  it('stays below the path of the app, also when it is parsed again', { timeout: 600_000 }, () => {
    const home = `${origin}/team/app`
    assert(
      property(paths, (wanted) => {
        const path = safeReturnTo(wanted, home, `${home}/callback`)
        const { origin: host, pathname } = new URL(home + path)
        expect(host).toBe(origin)
        expect(pathname).toMatch(/^\/team\/app\/(?!callback$|callback\/)/i)
        expect(safeReturnTo(path, home, `${home}/callback`)).toBe(path)
      }),
      cases(10_000),
    )
  })

  it('stays in the app, also when it is parsed again', { timeout: 600_000 }, () => {
    assert(
      property(paths, (wanted) => {
        const path = safeReturnTo(wanted, origin, redirectUri)
        expect(path).toMatch(/^\/(?![/\\])/)
        // The address bar, a link and the router each parse the path again.
        const first = new URL(path, origin)
        const second = new URL(first.pathname + first.search + first.hash, first)
        expect([first.origin, second.origin]).toEqual([origin, origin])
        expect(safeReturnTo(path, origin, redirectUri)).toBe(path)
        expect(path).not.toMatch(/^\/callback(?:$|[/?#])/i)
      }),
      cases(10_000),
    )
  })
})
