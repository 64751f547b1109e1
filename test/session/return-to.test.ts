import { describe, expect, it } from 'vitest'
import { safeReturnTo } from '../../src/session/return-to.ts'

const origin = 'https://app.example.com'

describe('safeReturnTo', () => {
  it.each([
    '/',
    '/profile',
    '/account?tab=2&x=%20#top',
    '/a?next=%2F%2Fevil.example',
    '/#//evil.example',
    '/@evil.example',
    '/%2F/evil.example',
    '/%09/evil.example',
    '/%00',
    '/calendar/callback',
    '/callbacks',
  ])('comes back to %s', (path) => {
    expect(safeReturnTo(path, origin)).toBe(path)
  })

  it('comes back to a path in another script, as the browser writes it', () => {
    expect(safeReturnTo('/／evil.example', origin)).toBe('/%EF%BC%8Fevil.example')
    expect(safeReturnTo('/계정?이름=민서', origin)).toBe(new URL('/계정?이름=민서', origin).href.slice(origin.length))
  })

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\r/evil.example',
    '/a\nb',
    ' //evil.example',
    '\ufeff//evil.example',
    'https:/evil.example',
    'https://evil.example',
    'HTTPS://EVIL.EXAMPLE',
    'https://app.example.com.evil.example',
    'https://app.example.com:443@evil.example',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'file:///etc/passwd',
    '/..//evil.example',
    '/foo/..//evil.example',
    '/%2e%2e//evil.example',
    '/..\\/evil.example',
    '/.//evil.example',
    '%2F%2Fevil.example',
    '//evil。example',
    '//2130706433',
    '',
    '?x=1',
    '#/evil',
    '..',
    './a',
    'a',
    '/callback',
    '/Callback?code=1',
    '/login/x',
    '/logout#x',
    `/${'a'.repeat(20_000)}`,
    null,
    undefined,
    123,
    ['/a'],
    { toString: () => '//evil.example' },
  ])('A44, A45: goes home instead of %j', (wanted) => {
    expect(safeReturnTo(wanted, origin)).toBe('/')
  })
})
