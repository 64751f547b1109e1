import { describe, expect, it } from 'vitest'
import { readAuthorizationResponse, takeCallback } from '../../src/auth/oidc/authorization-response.ts'

const redirectUri = 'http://localhost:3000/callback'
const state = '0123456789abcdef0123456789abcdef'
const read = (query: string, uri = redirectUri) =>
  readAuthorizationResponse(new URL(`${new URL(uri).href}${query}`), uri)

describe('readAuthorizationResponse', () => {
  it('reads a code and its state', () => {
    const response = { kind: 'code', code: 'abc', state, issuer: null }
    expect(read(`?code=abc&state=${state}`)).toEqual(response)
    expect(read(`?code=abc&state=${state}&foo=bar&utm_source=x`)).toEqual(response)
    expect(read(`?%63ode=abc&st%61te=${state}`)).toEqual(response)
    expect(read(`?__proto__[x]=1&code=abc&state=${state}`)).toEqual(response)
  })

  it('A10: reads an error even if the response also has a code', () => {
    const response = { kind: 'error', error: 'access_denied', description: 'No thanks', state, issuer: null }
    expect(read(`?code=abc&error_description=No+thanks&state=${state}&error=access_denied`)).toEqual(response)
  })

  it('returns null when the URL has no response', () => {
    expect(read('')).toBeNull()
    expect(read('?')).toBeNull()
    expect(read('?foo=bar#top')).toBeNull()
  })

  it('returns null on another page', () => {
    const otherPaths = [`/other?code=abc&state=${state}`, `/Callback?code=abc&state=${state}`, `//callback?code=a`]
    for (const path of otherPaths)
      expect(readAuthorizationResponse(new URL(`http://localhost:3000${path}`), redirectUri)).toBeNull()
  })

  it.each([
    ['http://localhost:3000/callback', 'http://localhost:3000/callback/'],
    ['http://localhost:3000/callback/', 'http://localhost:3000/callback'],
    ['http://localhost:3000/app', 'http://localhost:3000/app/'],
  ])('reads the response for %s also at %s, where the host adds or removes a final slash', (uri, address) => {
    const answer = (path: string) => readAuthorizationResponse(new URL(`${path}?code=abc&state=${state}`), uri)
    expect(answer(address)).toMatchObject({ kind: 'code', code: 'abc' })
    expect(answer(`${address.replace(/\/$/, '')}//`)).toBeNull()
  })

  it('reads the response at a redirect URI without a path', () => {
    expect(read(`?code=abc&state=${state}`, 'http://localhost:3000')?.kind).toBe('code')
    expect(read('#section', 'http://localhost:3000')).toBeNull()
  })

  it.each([
    ['A02 no state', '?code=abc'],
    ['A02 an empty state', '?code=abc&state='],
    ['no code', `?state=${state}`],
    ['a code without a value', `?code&state=${state}`],
    ['a state that is longer', `?code=abc&state=${state}x`],
    ['a space after the state', `?code=abc&state=${state}%20`],
    ['NUL after the state', `?code=abc&state=${state}%00`],
    ['the same state twice', `?code=abc&state=${state}&state=${state}`],
    ['two codes', `?code=abc&code=evil&state=${state}`],
    ['indexed names', `?code[0]=abc&state=x`],
    ['a semicolon as separator', `?code=abc;state=${state}`],
    ['a state that does not decode', '?code=abc&state=%E0%A4%A'],
    ['A15 a code that is too long', `?code=${'a'.repeat(5000)}&state=${state}`],
    ['an error without state', '?error=access_denied'],
    ['two errors', `?error=access_denied&error=server_error&state=${state}`],
    ['two issuers', `?code=abc&state=${state}&iss=a&iss=b`],
    ['A12 a token in the fragment', `?code=abc&state=${state}#access_token=AT_x&token_type=Bearer`],
    ['A12 a token in the query', `?access_token=AT_x&token_type=Bearer&state=${state}`],
    ['an unexpected response parameter', '?response=e30.e30.e30'],
    ['a state that names a prototype', '?code=abc&state=__proto__'],
    ['a state like a path', '?code=abc&state=../../etc'],
  ])('returns malformed for %s', (_what, query) => {
    expect(read(query)).toMatchObject({ kind: 'malformed' })
  })

  it('returns the states of a malformed response, so that their sign-ins can be ended', () => {
    const other = 'f'.repeat(32)
    expect(read(`?code=a&code=b&state=${state}`)).toEqual({ kind: 'malformed', states: [state] })
    expect(read(`?code=a&state=${state}&state=${other}`)).toEqual({ kind: 'malformed', states: [state, other] })
    expect(read(`#id_token=x&state=${state}`)).toEqual({ kind: 'malformed', states: [state] })
    expect(read('?code=a&state=junk')).toEqual({ kind: 'malformed', states: [] })
  })
})

describe('takeCallback at a redirect URI that is the home page', () => {
  const home = 'http://localhost:3000'
  const uuid = '5fa8a8c1-4a83-4f8a-a2e6-0c6f5a6b3d11'

  function take(path: string) {
    const replaced: string[] = []
    const page = { home, replacePath: (to: string) => void replaced.push(to) }
    return { callback: takeCallback(new URL(home + path), home, page), replaced }
  }

  it.each([
    '/?state=CA&page=2',
    `/?state=${state}`,
    '/?error=404',
    '/?error=not_found&state=CA',
    '/?error=access_denied',
    '/?code=PROMO10',
    '/?code=PROMO10&state=CA',
    `/?code=${uuid}`,
    '/?response=yes',
    '/?iss=12',
    '/?id_token=x',
    '/?code=PROMO10&code=PROMO20',
    '/#state=open&error=none',
    '/#code=PROMO10',
  ])('leaves %s to the app', (path) => {
    expect(take(path)).toEqual({ callback: null, replaced: [] })
  })

  it.each([
    `/?code=abc&state=${state}`,
    `/?code=${uuid}&state=another-app`,
    `/?error=access_denied&state=${state}`,
    '/?error=invalid_request&error_description=User+is+not+confirmed.',
    '/?error=unauthorized_client&state=x',
    '/#access_token=abc&token_type=Bearer',
    '/#id_token=abc',
    `/#code=abc&state=${state}`,
  ])('takes %s as a response', (path) => {
    const { callback, replaced } = take(path)
    expect(callback).not.toBeNull()
    expect(replaced).toEqual(['/'])
  })
})
