import { holds, same } from './row.ts'
import type { Row } from './row.ts'
import { ask } from './target.ts'
import type { Target } from './target.ts'

const discovery = (target: Target) => ask(target, `${target.issuer}/.well-known/openid-configuration`)

export const discoveryRows: readonly Row[] = [
  {
    row: 1,
    title: 'The issuer is on another host than the pages, and has no slash at the end',
    mark: 'DOC',
    async check(target) {
      const { json } = await discovery(target)
      same(json['issuer'], target.issuer, 'issuer')
      holds(!target.issuer.endsWith('/'), 'a slash at the end')
      holds(new URL(target.issuer).host !== new URL(target.domain).host, 'one host for both')
    },
  },
  {
    row: 2,
    title: 'Discovery is not served on the host of the pages: 400, HTML',
    mark: 'SEEN',
    async check(target) {
      const { status, headers } = await ask(target, `${target.domain}/.well-known/openid-configuration`)
      same(status, 400, 'status')
      holds(headers.get('content-type')?.includes('text/html') === true, `type ${headers.get('content-type')}`)
    },
  },
  {
    row: 3,
    title: 'Discovery has end_session_endpoint and revocation_endpoint',
    mark: 'SEEN',
    async check(target) {
      const { json } = await discovery(target)
      same(json['end_session_endpoint'], `${target.domain}/logout`, 'end_session_endpoint')
      same(json['revocation_endpoint'], `${target.domain}/oauth2/revoke`, 'revocation_endpoint')
    },
  },
  {
    row: 4,
    title: 'Discovery lists neither S256, nor the auth method none, nor grant types',
    mark: 'SEEN',
    async check(target) {
      const { json } = await discovery(target)
      const members = ['code_challenge_methods_supported', 'grant_types_supported'].filter((name) => name in json)
      same(members, [], 'members that Cognito lacks')
      same(json['token_endpoint_auth_methods_supported'], ['client_secret_basic', 'client_secret_post'], 'auth methods')
    },
  },
  {
    row: 5,
    title: 'response_types_supported is ["code","token"]',
    mark: 'SEEN',
    check: async (target) =>
      same((await discovery(target)).json['response_types_supported'], ['code', 'token'], 'types'),
  },
  {
    row: 6,
    title: 'The key set has two RSA keys',
    mark: 'DOC',
    async check(target) {
      const keys = await keySet(target)
      same(keys.length, 2, 'keys')
      for (const { kty, alg, use } of keys) same([kty, alg, use], ['RSA', 'RS256', 'sig'], 'a key')
    },
  },
  {
    row: 7,
    title: 'Key ids are base64 with padding',
    mark: 'SEEN',
    async check(target) {
      for (const { kid } of await keySet(target)) holds(String(kid).endsWith('='), `the key id ${String(kid)}`)
    },
  },
]

type Key = Readonly<Record<string, unknown>>

async function keySet(target: Target): Promise<Key[]> {
  const { json } = await ask(target, `${target.issuer}/.well-known/jwks.json`)
  const keys = json['keys']
  holds(Array.isArray(keys), 'no keys')
  return Array.isArray(keys) ? keys : []
}
