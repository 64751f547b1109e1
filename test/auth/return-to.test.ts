import { describe, expect, it } from 'vitest'
import { safeReturnTo } from '../../src/auth/oidc/return-to.ts'

const origin = 'https://app.example.com'
const redirectUri = `${origin}/callback`

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
    '/login/x',
    '/logout#x',
    '/search?q=C:\\temp',
    '/search?q=1#\\\\x',
    '/files/a%5Cb',
  ])('returns %s unchanged', (path) => {
    expect(safeReturnTo(path, origin, redirectUri)).toBe(path)
  })

  it('returns a path in another script as the browser encodes it', () => {
    expect(safeReturnTo('/／evil.example', origin, redirectUri)).toBe('/%EF%BC%8Fevil.example')
    expect(safeReturnTo('/계정?이름=민서', origin, redirectUri)).toBe(
      new URL('/계정?이름=민서', origin).href.slice(origin.length),
    )
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
    '/callback/',
    `/${'a'.repeat(20_000)}`,
    '/a\\b',
    '/a\\b?c',
    '/\\?x=\\',
    '/?x=\t\\',
    null,
    undefined,
    123,
    ['/a'],
    { toString: () => '//evil.example' },
  ])('A44, A45: returns / instead of %j', (wanted) => {
    expect(safeReturnTo(wanted, origin, redirectUri)).toBe('/')
  })

  it('returns path, query and hash of up to 8 kB, counted as the browser encodes them', () => {
    const back = (wanted: string) => safeReturnTo(wanted, origin, redirectUri).length
    expect(back(`/search?filter=${'a'.repeat(2_500)}`)).toBe(2_515)
    expect(back(`/${'a'.repeat(2_000)}?${'b'.repeat(3_000)}#${'c'.repeat(3_000)}`)).toBe(8_003)
    expect(back(`/${'a'.repeat(8_191)}`)).toBe(8_192)
    expect(back(`/${'a'.repeat(8_192)}`)).toBe(1)
    expect(back(`/?${'가'.repeat(910)}`)).toBe(8_192)
    expect(back(`/?${'가'.repeat(911)}`)).toBe(1)
  })

  describe('below a path of the host', () => {
    const home = `${origin}/app`
    const back = (wanted: string, redirect = `${home}/callback`) => safeReturnTo(wanted, home, redirect)

    it.each(['/', '/account?tab=2#top', '/app', '/app/x', '/a/b.c'])('returns %s, which is below that path', (path) => {
      expect(back(path)).toBe(path)
    })

    it.each([
      '/../',
      '/../other',
      '/../application/x',
      '/%2e%2e/other',
      '/..//evil.example',
      '/../app//evil.example',
      '//evil.example',
      '/\\evil.example',
      '/callback',
      '/Callback/?code=1',
    ])('A44: returns / instead of %s', (wanted) => {
      expect(back(wanted)).toBe('/')
    })

    it('returns every path if the redirect URI is the home page', () => {
      expect(back('/account', home)).toBe('/account')
      expect(back('/account', `${home}/`)).toBe('/account')
    })
  })

  it.each([
    ['/auth/return', '/auth/return?x=1', '/callback'],
    ['/', '/', '/'],
  ])('never returns the path of the callback URL, here %s', (callbackPath, wanted, other) => {
    expect(safeReturnTo(wanted, origin, origin + callbackPath)).toBe('/')
    expect(safeReturnTo(other, origin, origin + callbackPath)).toBe(other)
  })
})
