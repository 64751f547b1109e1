import { Differs, holds, same } from './row.ts'
import type { Row } from './row.ts'
import { ask, authorizeUrl } from './target.ts'
import type { Target } from './target.ts'

export const authorizeRows: readonly Row[] = [
  {
    row: 8,
    title: 'Without a session: 302 to /login with the whole query unchanged',
    mark: 'DOC',
    async check(target) {
      const url = `${authorizeUrl(target)}&extra=a%20b`
      const { status, location } = await ask(target, url)
      same(status, 302, 'status')
      same(location, url.replace('/oauth2/authorize', '/login'), 'location')
    },
  },
  mismatch(
    11,
    'An unregistered redirect URI ends on the pool’s own page',
    'SEEN',
    () => 'https://evil.example/callback',
  ),
  mismatch(12, 'A redirect URI with an added slash is another one', 'SEEN', ({ redirectUri }) => `${redirectUri}/`),
  mismatch(13, '127.0.0.1 is not localhost', 'SEEN', ({ redirectUri }) =>
    redirectUri.replace('localhost', '127.0.0.1'),
  ),
  refusal(14, 'No response_type: invalid_request', 'DOC', { response_type: null }, 'invalid_request'),
  refusal(
    15,
    'A challenge without a method: invalid_request',
    'DOC',
    { code_challenge_method: null },
    'invalid_request',
  ),
  refusal(15, 'The method plain: invalid_request', 'DOC', { code_challenge_method: 'plain' }, 'invalid_request'),
  {
    row: 18,
    title: 'A scope that does not exist comes back as an error',
    mark: 'SEEN',
    async check(target) {
      const { location } = await ask(target, authorizeUrl(target, { scope: 'openid no-such-scope' }))
      if (location.includes('/login?')) return 'ignored'
      const { searchParams } = new URL(location, target.domain)
      if (searchParams.get('error') === 'invalid_scope') return 'as documented'
      same(
        [searchParams.get('error'), searchParams.get('error_description')],
        ['invalid_request', 'invalid_scope'],
        'error',
      )
      return 'as seen'
    },
  },
  {
    row: 20,
    title: 'Errors come as description, state, error; spaces as +',
    mark: 'DOC',
    async check(target) {
      const { location } = await ask(target, authorizeUrl(target, { response_type: null }))
      const names = [...new URL(location, target.domain).searchParams.keys()]
      const order = ['error_description', 'state', 'error'].filter((name) => names.includes(name))
      same(names, order, 'order')
      holds(!location.includes('%20'), location)
    },
  },
  {
    row: 21,
    title: 'state comes back byte for byte',
    mark: 'SEEN',
    async check(target) {
      const raw = 'a%2Bb%7E%25'
      const { location } = await ask(
        target,
        `${authorizeUrl(target, { state: null, response_type: null })}&state=${raw}`,
      )
      holds(location.includes(`state=${raw}`), location)
    },
  },
  {
    row: 22,
    title: 'prompt=none without a session: login_required (managed login), or ignored (classic)',
    mark: 'DOC',
    async check(target) {
      const { location } = await ask(target, authorizeUrl(target, { prompt: 'none' }))
      if (location.includes('/login?')) return 'classic'
      same(new URL(location, target.domain).searchParams.get('error'), 'login_required', 'error')
      return 'managed login'
    },
  },
  {
    row: 25,
    title: 'A provider in another spelling goes to /login',
    mark: 'INFERRED',
    async check(target) {
      const { location } = await ask(target, authorizeUrl(target, { identity_provider: 'google' }))
      holds(location.includes('/login?'), location)
    },
  },
  {
    row: 26,
    title: 'Pages cannot be framed, and have no CORS header',
    mark: 'SEEN',
    async check(target) {
      const headers = { origin: 'http://localhost:3000' }
      const page = await ask(target, authorizeUrl(target).replace('/oauth2/authorize', '/login'), { headers })
      same(page.headers.get('x-frame-options'), 'DENY', 'X-Frame-Options')
      same(page.headers.get('access-control-allow-origin'), null, 'Access-Control-Allow-Origin')
    },
  },
]

type Change = Parameters<typeof authorizeUrl>[1]

function refusal(row: number, title: string, mark: Row['mark'], change: Change, error: string): Row {
  return {
    row,
    title,
    mark,
    async check(target) {
      const { location } = await ask(target, authorizeUrl(target, change))
      holds(location.startsWith(target.redirectUri), `it goes to ${location}`)
      same(new URL(location, target.domain).searchParams.get('error'), error, 'error')
    },
  }
}

function mismatch(row: number, title: string, mark: Row['mark'], other: (target: Target) => string): Row {
  return {
    row,
    title,
    mark,
    async check(target) {
      const url = other(target)
      if (url === target.redirectUri) return 'not tried: the redirect URI is not on localhost'
      const { location, status, text } = await ask(target, authorizeUrl(target, { redirect_uri: url }))
      if (location.startsWith(url)) throw new Differs(`it goes to ${location}`)
      if (location === '') return `shown in place, ${status}`
      const error = new URL(location, target.domain)
      same([error.pathname, error.searchParams.get('error')], ['/error', 'redirect_mismatch'], 'the page')
      holds(!text.includes('code='), 'a code')
      return undefined
    },
  }
}
