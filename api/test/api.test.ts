import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApi, type ApiSettings } from '../api.ts'
import { settingsFrom } from '../server.ts'
import {
  accessClaims,
  clientId,
  inSeconds,
  issuer,
  keySet,
  signed,
  signedByOther,
  signedByPublicKey,
  unsigned,
  updatedIssuer,
} from './tokens.ts'

const app = 'http://localhost:3000'
const settings: ApiSettings = {
  issuers: [issuer, updatedIssuer],
  clientIds: [clientId],
  audience: null,
  origins: [app],
}

let keys: () => Promise<Response>
let keyRequests: string[]

beforeEach(() => {
  keyRequests = []
  keys = () => Promise.resolve(Response.json(keySet))
  vi.stubGlobal('fetch', (uri: string) => {
    keyRequests.push(uri)
    return keys()
  })
})

afterEach(() => vi.unstubAllGlobals())

const call = (token: string | null, path = '/me', init: RequestInit = {}, change: Partial<ApiSettings> = {}) =>
  createApi({ ...settings, ...change }).request(path, {
    ...init,
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
  })

const preflight = (origin: string) =>
  createApi(settings).request('/me', {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    },
  })

describe('a token is accepted', () => {
  it('that the pool has made for this app', async () => {
    const response = await call(signed(accessClaims()))
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ sub: 'user-1', scope: 'openid email profile', groups: [] })
    expect(keyRequests).toEqual([`${issuer}/.well-known/jwks.json`])
  })

  it('with the other form of the pool’s issuer, with the keys of that form', async () => {
    expect((await call(signed(accessClaims({ iss: updatedIssuer })))).status).toBe(200)
    expect(keyRequests).toEqual([`${updatedIssuer}/.well-known/jwks.json`])
  })

  it('with the audience that is configured', async () => {
    const audience = 'https://api.example.com'
    expect((await call(signed(accessClaims({ aud: audience })), '/me', {}, { audience })).status).toBe(200)
  })

  it('that was revoked, until it expires: the API does not ask Cognito', async () => {
    // A revoked token looks as before. docs/api.md says what to do about it.
    const token = signed(accessClaims({ exp: inSeconds(60) }))
    expect((await call(token)).status).toBe(200)
    expect(keyRequests).toHaveLength(1)
  })
})

describe('a token is refused with 401 invalid_token', () => {
  const otherPool = 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_Other1234'
  const otherRegion = issuer.replaceAll('ap-northeast-2', 'us-east-1')
  it.each([
    ['of another pool', () => signed(accessClaims({ iss: otherPool }))],
    ['of another region’s issuer', () => signed(accessClaims({ iss: otherRegion }))],
    ['of another app client', () => signed(accessClaims({ client_id: 'another' }))],
    ['that is an ID token', () => signed(accessClaims({ token_use: 'id', aud: clientId, client_id: undefined }))],
    ['that is an ID token with a client_id', () => signed(accessClaims({ token_use: 'id' }))],
    ['that has expired', () => signed(accessClaims({ exp: inSeconds(-1) }))],
    ['that is not valid yet', () => signed(accessClaims({ nbf: inSeconds(60) }))],
    ['without a signature', () => unsigned(accessClaims())],
    ['signed with the public key as a secret (HS256)', () => signedByPublicKey(accessClaims())],
    ['signed by another key', () => signedByOther(accessClaims())],
    ['that is no JWT', () => 'a.b.c'],
  ])('%s', async (_name, token) => {
    const response = await call(token())
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('without the audience that is configured', async () => {
    const response = await call(signed(accessClaims()), '/me', {}, { audience: 'https://api.example.com' })
    expect(response.status).toBe(401)
  })

  it.each([null, 'Basic x'])('not so a request without one: it gets no error code (%s)', async (authorization) => {
    const headers = authorization === null ? {} : { Authorization: authorization }
    const response = await createApi(settings).request('/me', { headers })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })
})

describe('a valid token is not enough', () => {
  it('without the scope: 403, which names the scope', async () => {
    const response = await call(signed(accessClaims({ scope: 'aws.cognito.signin.user.admin' })))
    expect(response.status).toBe(403)
    expect(response.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="openid"')
  })

  it.each([undefined, [], ['editors'], 'admins'])('with the groups %j where admins are needed: 403', async (groups) => {
    expect((await call(signed(accessClaims({ 'cognito:groups': groups })), '/admin/report')).status).toBe(403)
  })

  it('unless the user is in the group', async () => {
    const token = signed(accessClaims({ 'cognito:groups': ['editors', 'admins'] }))
    expect((await call(token, '/admin/report')).status).toBe(200)
  })

  it('after a sign-in that is too long ago: the challenge of RFC 9470', async () => {
    const response = await call(signed(accessClaims({ auth_time: inSeconds(-301) })), '/payments', { method: 'POST' })
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_user_authentication", max_age="300"',
    )
    const fresh = await call(signed(accessClaims({ auth_time: inSeconds(-100) })), '/payments', { method: 'POST' })
    expect(fresh.status).toBe(200)
  })
})

describe('the pool’s keys', () => {
  it.each([
    ['cannot be reached', () => Promise.reject(new TypeError('fetch failed'))],
    ['are answered with 500', () => Promise.resolve(new Response(null, { status: 500 }))],
  ])('that %s lead to 503 and not to 401', async (_name, failing) => {
    keys = failing
    const response = await call(signed(accessClaims()))
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
  })
})

describe('CORS', () => {
  it('answers a preflight request, which has no token, of the configured origin', async () => {
    const response = await preflight(app)
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(app)
    expect(response.headers.get('access-control-allow-headers')).toContain('Authorization')
    expect(response.headers.get('access-control-allow-credentials')).toBe(null)
  })

  it.each(['http://localhost:3000.evil.example', 'https://localhost:3000', 'null'])(
    'allows nothing to %s',
    async (origin) => {
      expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBe(null)
    },
  )

  it('lets the app read a 401 and its challenge', async () => {
    const response = await createApi(settings).request('/me', { headers: { Origin: app } })
    expect(response.status).toBe(401)
    expect(response.headers.get('access-control-allow-origin')).toBe(app)
    expect(response.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate')
  })
})

it('an unknown path is 404 with a token and 401 without', async () => {
  expect((await call(signed(accessClaims()), '/nowhere')).status).toBe(404)
  expect((await call(null, '/nowhere')).status).toBe(401)
})

describe('the settings', () => {
  const env = { VITE_COGNITO_USER_POOL_ID: 'ap-northeast-2_AbCdEf123', VITE_COGNITO_CLIENT_ID: clientId }

  it('come from the variables of the app', () => {
    expect(settingsFrom(env)).toEqual(settings)
  })

  it('take one issuer, more clients, an audience and other origins', () => {
    const more = {
      VITE_COGNITO_ISSUER: issuer,
      API_CLIENT_IDS: 'a, b',
      API_AUDIENCE: 'x',
      API_ORIGINS: 'https://app.example.com',
    }
    expect(settingsFrom({ ...env, ...more })).toEqual({
      issuers: [issuer],
      clientIds: ['a', 'b'],
      audience: 'x',
      origins: ['https://app.example.com'],
    })
  })

  it('name the variable that is missing', () => {
    expect(() => settingsFrom({ VITE_COGNITO_USER_POOL_ID: 'x_y' })).toThrow('VITE_COGNITO_CLIENT_ID is missing')
  })
})
