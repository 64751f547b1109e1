import { decodeJwt, decodeProtectedHeader } from 'jose'
import { holds, same } from './row.ts'
import type { Row } from './row.ts'
import { ask, authorizeUrl, codeFor, exchange, post, refresh, tokensFor } from './target.ts'
import type { Seen, Target } from './target.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The rows that need a user who signs in. */
export const signedInRows: readonly Row[] = [
  {
    row: 29,
    title: 'A code is a UUID, and works for one exchange',
    mark: 'DOC',
    needs: 'sign-in',
    async check(target) {
      const code = await codeFor(target)
      holds(uuid.test(code), `the code ${code}`)
      same((await exchange(target, code)).status, 200, 'first')
      const second = await exchange(target, code)
      same([second.status, second.json['error']], [400, 'invalid_grant'], 'second')
    },
  },
  {
    row: 9,
    title: 'A browser with a session gets a code at once; 23: and the form with prompt=login (managed login)',
    mark: 'DOC',
    needs: 'sign-in',
    async check(target) {
      await codeFor(target)
      const back = await target.person?.reopen(authorizeUrl(target))
      holds(back?.startsWith(target.redirectUri) === true, `9: it ends at ${back}`)
      const form = await target.person?.reopen(authorizeUrl(target, { prompt: 'login' }))
      return form?.includes('/login') === true ? 'prompt=login: the form' : 'prompt=login: a code, as in classic'
    },
  },
  {
    row: 30,
    title: 'Another redirect URI at the exchange: unauthorized_client, invalid_redirect',
    mark: 'DOC',
    needs: 'sign-in',
    async check(target) {
      const { status, json } = await tokensFor(target, {}, { redirect_uri: `${target.redirectUri}/other` })
      same(
        [status, json['error'], json['error_description']],
        [400, 'unauthorized_client', 'invalid_redirect'],
        'response',
      )
    },
  },
  {
    row: 34,
    title: 'A wrong verifier: 400 invalid_grant',
    mark: 'UNCONFIRMED',
    needs: 'sign-in',
    async check(target) {
      const { status, json } = await tokensFor(target, {}, { code_verifier: 'x'.repeat(43) })
      same([status, json['error']], [400, 'invalid_grant'], 'response')
    },
  },
  {
    row: 16,
    title: 'No PKCE at all is accepted; 19: without a scope, all scopes of the client are granted',
    mark: 'INFERRED',
    needs: 'sign-in',
    async check(target) {
      const change = { code_challenge: null, code_challenge_method: null, scope: null }
      const { status, json } = await tokensFor(target, change, { code_verifier: null })
      same(status, 200, 'status')
      return `granted: ${String(claims(json['access_token'])['scope'])}`
    },
  },
  {
    row: 37,
    title: 'Without openid: no ID token, but a refresh token; 59: and userInfo refuses the access token',
    mark: 'DOC',
    needs: 'sign-in',
    async check(target) {
      const { json } = await tokensFor(target, { scope: 'aws.cognito.signin.user.admin' })
      same(['id_token' in json, 'refresh_token' in json], [false, true], 'tokens')
      const { status } = await userInfo(target, json['access_token'])
      holds(status >= 400, `userInfo: ${status}`)
      return `userInfo: ${status}`
    },
  },
  {
    row: 36,
    title: 'Tokens: Bearer, no scope member, and the claims of 1, 6, 38, 43 to 46, 49 and 50',
    mark: 'DOC',
    needs: 'sign-in',
    check: async (target) => checkTokens(target, await tokensFor(target, { scope: 'openid email offline_access' })),
  },
  {
    row: 41,
    title: 'A refresh keeps auth_time and origin_jti, renews jti; 39, 40: rotation; 42, 57, 58: revocation',
    mark: 'DOC',
    needs: 'sign-in',
    check: async (target) => checkRefresh(target, await tokensFor(target)),
  },
]

async function checkTokens(target: Target, { json, headers }: Seen): Promise<void> {
  same(['scope' in json, json['token_type'], typeof json['expires_in']], [false, 'Bearer', 'number'], 'members')
  same(headers.get('access-control-allow-origin'), '*', '35: Access-Control-Allow-Origin')
  const [id, access] = [claims(json['id_token']), claims(json['access_token'])]
  same([id['iss'], access['iss']], [target.issuer, target.issuer], '1: iss')
  holds(kid(json['id_token']) !== kid(json['access_token']), '6: one key for both')
  const { client_id: clientId, token_use: use, version } = access
  same([clientId, use, version, 'aud' in access, 'email' in access], [target.clientId, 'access', 2, false, false], '43')
  same([id['aud'], id['token_use'], typeof id['email_verified']], [target.clientId, 'id', 'boolean'], '44')
  same(id['nonce'], 'nonce-1', '49: nonce')
  for (const groups of [id, access].map((token) => token['cognito:groups'])) {
    holds(groups === undefined || (Array.isArray(groups) && groups.length > 0), `46: groups ${String(groups)}`)
  }
  holds(uuid.test(String(id['cognito:username'])), `50: the user name ${String(id['cognito:username'])}`)
  const info = await userInfo(target, json['access_token'])
  same([typeof info.json['email_verified'], info.json['username']], ['string', id['cognito:username']], '45')
}

async function checkRefresh(target: Target, { json: first }: Seen): Promise<string> {
  const { json: next, status } = await refresh(target, first['refresh_token'])
  same(status, 200, 'refresh')
  const [before, after] = [claims(first['id_token']), claims(next['id_token'])]
  same([after['auth_time'], after['origin_jti']], [before['auth_time'], before['origin_jti']], '41: kept')
  holds(after['jti'] !== before['jti'], '41: the same jti')
  const wrong = await post(target, '/oauth2/revoke', revocation(target, next['access_token']))
  same([wrong.status, wrong.json['error']], [400, 'unsupported_token_type'], '57: an access token')
  const newest = next['refresh_token'] ?? first['refresh_token']
  for (const _time of ['once', 'twice']) {
    const done = await post(target, '/oauth2/revoke', revocation(target, newest))
    same([done.status, done.text], [200, ''], '57: a refresh token')
  }
  const late = await refresh(target, newest)
  same([late.status, late.json['error']], [400, 'invalid_grant'], '58: a refresh after it')
  const info = await userInfo(target, next['access_token'])
  same(info.status, 401, '58: userInfo after it')
  holds(info.headers.get('www-authenticate')?.includes('error="invalid_token"') === true, '58: WWW-Authenticate')
  const back = await target.person?.reopen(authorizeUrl(target))
  holds(back?.startsWith(target.redirectUri) === true, `42: the browser’s session ended with it: ${back}`)
  const nonce = 'nonce' in after ? 'with' : 'without'
  return `${'refresh_token' in next ? 'rotation on' : 'rotation off'}, refreshed ID token ${nonce} nonce`
}

function revocation({ clientId }: Target, token: unknown): Record<string, string> {
  return { client_id: clientId, token: String(token) }
}

function userInfo(target: Target, token: unknown): Promise<Seen> {
  return ask(target, `${target.domain}/oauth2/userInfo`, { headers: { authorization: `Bearer ${String(token)}` } })
}

function claims(token: unknown): Record<string, unknown> {
  return decodeJwt(String(token))
}

function kid(token: unknown): string | undefined {
  return decodeProtectedHeader(String(token)).kid
}
