import { holds, same } from './row.ts'
import type { Row } from './row.ts'
import { ask, exchange, post } from './target.ts'
import type { Target } from './target.ts'

const bogusCode = '00000000-0000-4000-8000-000000000000'
const oauthError = ({ status, json }: { status: number; json: Readonly<Record<string, unknown>> }) => [
  status,
  json['error'],
]

/** The responses of the token and revocation endpoints to requests without a valid code or token. */
export const tokenRows: readonly Row[] = [
  {
    row: 29,
    title: 'An unknown code: 400 invalid_grant',
    mark: 'DOC',
    check: async (target) => same(oauthError(await exchange(target, bogusCode)), [400, 'invalid_grant'], 'response'),
  },
  {
    row: 31,
    title: 'A client that has a secret and does not send it: 400 invalid_client',
    mark: 'SEEN',
    needs: 'secret-client',
    async check(target) {
      const response = await exchange(target, bogusCode, { client_id: target.secretClientId ?? '' })
      same(oauthError(response), [400, 'invalid_client'], 'response')
    },
  },
  tokenError(
    32,
    'An unknown grant: unsupported_grant_type',
    'DOC',
    { grant_type: 'password' },
    'unsupported_grant_type',
  ),
  tokenError(32, 'No refresh token: invalid_request', 'DOC', { grant_type: 'refresh_token' }, 'invalid_request'),
  {
    row: 33,
    title: 'JSON sent as a form: 400 invalid_request',
    mark: 'SEEN',
    async check(target) {
      const body = JSON.stringify({ grant_type: 'refresh_token', client_id: target.clientId })
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      same(oauthError(await tokenCall(target, { method: 'POST', body, headers })), [400, 'invalid_request'], 'response')
    },
  },
  {
    row: 33,
    title: 'Another content type: 405',
    mark: 'SEEN',
    async check(target) {
      const headers = { 'content-type': 'application/json' }
      same((await tokenCall(target, { method: 'POST', body: '{}', headers })).status, 405, 'status')
    },
  },
  {
    row: 33,
    title: 'GET: 405',
    mark: 'UNCONFIRMED',
    check: async (target) => same((await tokenCall(target, {})).status, 405, 'status'),
  },
  {
    row: 35,
    title: 'Errors of the token endpoint can be read by any page',
    mark: 'INFERRED',
    async check(target) {
      const { headers } = await exchange(target, bogusCode)
      same(headers.get('access-control-allow-origin'), '*', 'Access-Control-Allow-Origin')
    },
  },
  {
    row: 57,
    title: 'Revoking an unknown token: 200, empty; no token: 400; an unknown client: 401',
    mark: 'DOC',
    async check(target) {
      const unknown = await post(target, '/oauth2/revoke', { client_id: target.clientId, token: 'eyJj.a.b.c.d' })
      same([unknown.status, unknown.text], [200, ''], 'an unknown token')
      const nothing = await post(target, '/oauth2/revoke', { client_id: target.clientId })
      same(oauthError(nothing), [400, 'invalid_request'], 'no token')
      const stranger = await post(target, '/oauth2/revoke', { client_id: 'unknown-client', token: 'x' })
      same(oauthError(stranger), [401, 'invalid_client'], 'an unknown client')
    },
  },
]

function tokenCall(target: Target, init: RequestInit) {
  return ask(target, `${target.domain}/oauth2/token`, init)
}

function tokenError(row: number, title: string, mark: Row['mark'], fields: Record<string, string>, error: string): Row {
  return {
    row,
    title,
    mark,
    async check(target) {
      const response = await post(target, '/oauth2/token', { client_id: target.clientId, ...fields })
      same(oauthError(response), [400, error], 'response')
      holds(response.headers.get('content-type')?.includes('application/json') === true, 'no JSON')
    },
  }
}
