import { holds, same } from './row.ts'
import type { Row } from './row.ts'
import { ask } from './target.ts'
import type { Target } from './target.ts'

export const logoutRows: readonly Row[] = [
  {
    row: 51,
    title: 'A registered sign-out URL: 302 to it, nothing appended',
    mark: 'DOC',
    async check(target) {
      const { clientId, logoutUri } = target
      const { status, location } = await logout(target, { client_id: clientId, logout_uri: logoutUri, state: 'x' })
      same([status, location], [302, logoutUri], 'redirect')
    },
  },
  text(
    52,
    'An unregistered sign-out URL: the text about redirect_uri',
    'SEEN',
    'redirect_uri',
    ({ clientId, logoutUri }) => ({
      client_id: clientId,
      logout_uri: `${logoutUri}/not-registered`,
    }),
  ),
  text(53, 'OpenID Connect’s parameters: the same text', 'SEEN', 'redirect_uri', ({ clientId, logoutUri }) => ({
    client_id: clientId,
    post_logout_redirect_uri: logoutUri,
  })),
  {
    row: 54,
    title: 'A callback URL and response_type: 302 to /login',
    mark: 'DOC',
    async check(target) {
      const { clientId, redirectUri } = target
      const query = { client_id: clientId, redirect_uri: redirectUri, response_type: 'code' }
      const { status, location } = await logout(target, query)
      same(status, 302, 'status')
      holds(new URL(location, target.domain).pathname === '/login', `it goes to ${location}`)
    },
  },
  text(55, 'No client: the text about client_id', 'SEEN', 'client_id', ({ logoutUri }) => ({ logout_uri: logoutUri })),
]

function logout(target: Target, query: Record<string, string>) {
  return ask(target, `${target.domain}/logout?${new URLSearchParams(query)}`)
}

function text(
  row: number,
  title: string,
  mark: Row['mark'],
  parameter: string,
  query: (target: Target) => Record<string, string>,
): Row {
  return {
    row,
    title,
    mark,
    async check(target) {
      const page = await logout(target, query(target))
      const pageText = page.text.replaceAll('&#39;', "'").replaceAll('&#x27;', "'")
      holds(
        pageText.includes(`Required String parameter '${parameter}' is not present`),
        `status ${page.status}, another text`,
      )
      return `status ${page.status}`
    },
  }
}
