import { createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { localClientId, localIssuer, localOrigin } from '../../local-cognito/defaults.ts'
import { claims, codeIn, exchange, kid, post, readTokens, refresh, signedInTokens, userInfo } from './token-calls.ts'
import { authorizeUrl, startPool } from './start-pool.ts'

const rotation = (retryGracePeriodSeconds: number) => ({ feature: 'ENABLED', retryGracePeriodSeconds }) as const
const jsonOf = async (path: string, pool: { fetch: (request: Request) => Promise<Response> }) =>
  (await pool.fetch(new Request(`${localOrigin}${path}`))).json()

describe('refresh', () => {
  it('39: without rotation returns no refresh token, and the old one stays valid', async () => {
    const { pool, visitor } = await startPool()
    pool.setRotation(localClientId, { feature: 'DISABLED', retryGracePeriodSeconds: 0 })
    const { refresh_token } = await signedInTokens(pool, visitor)
    for (let round = 0; round < 2; round += 1) {
      expect(await readTokens(await refresh(pool, refresh_token))).not.toHaveProperty('refresh_token')
    }
  })

  it('40: with rotation returns a new refresh token, and the old one works for the grace period', async () => {
    const { pool, visitor, clock } = await startPool()
    pool.setRotation(localClientId, rotation(10))
    const { refresh_token } = await signedInTokens(pool, visitor)
    const next = await readTokens(await refresh(pool, refresh_token))
    expect(next.refresh_token).not.toBe(refresh_token)
    clock.pass(9)
    expect((await refresh(pool, refresh_token)).status).toBe(200)
    clock.pass(2)
    const late = await refresh(pool, refresh_token)
    expect([late.status, await late.json()]).toEqual([400, { error: 'invalid_grant' }])
    expect((await refresh(pool, next.refresh_token)).status).toBe(200)
  })

  it('40: without a grace period, the old refresh token stops working at once', async () => {
    const { pool, visitor } = await startPool()
    pool.setRotation(localClientId, rotation(0))
    const { refresh_token } = await signedInTokens(pool, visitor)
    await refresh(pool, refresh_token)
    expect((await refresh(pool, refresh_token)).status).toBe(400)
  })

  it('40: with rotation, the last refresh token expires when the first one would have', async () => {
    const { pool, visitor, clock } = await startPool()
    let { refresh_token } = await signedInTokens(pool, visitor)
    for (let day = 1; day < 5; day += 1) {
      clock.pass(86_400)
      refresh_token = (await readTokens(await refresh(pool, refresh_token))).refresh_token
    }
    clock.pass(86_400)
    expect((await refresh(pool, refresh_token)).status).toBe(400)
  })

  it('41: keeps auth_time and origin_jti, and renews iat, exp and jti', async () => {
    const { pool, visitor, clock } = await startPool()
    const first = await signedInTokens(pool, visitor)
    clock.pass(100)
    const second = await readTokens(await refresh(pool, first.refresh_token))
    const [before, after] = [claims(first.id_token), claims(second.id_token)]
    expect(after).toMatchObject({ auth_time: before['auth_time'], origin_jti: before['origin_jti'] })
    expect(after['iat']).toBe(Number(before['iat']) + 100)
    expect(after['jti']).not.toBe(before['jti'])
  })

  it('42: does not extend the browser’s session', async () => {
    const { pool, visitor, clock } = await startPool()
    const { refresh_token } = await signedInTokens(pool, visitor)
    clock.pass(59 * 60)
    await refresh(pool, refresh_token)
    clock.pass(61)
    expect((await visitor.open(authorizeUrl())).url).toContain('/login?')
  })
})

describe('tokens', () => {
  it('43: the access token names its client and its user, and has no aud and no email', async () => {
    const { pool, visitor } = await startPool()
    const access = claims((await signedInTokens(pool, visitor)).access_token)
    expect(access).toMatchObject({ client_id: localClientId, version: 2, token_use: 'access', iss: localIssuer })
    expect(access['username']).toEqual(expect.any(String))
    expect(access).not.toHaveProperty('aud')
    expect(access).not.toHaveProperty('email')
  })

  it('44, 49, 50: the ID token has aud, the nonce of the request, and a UUID as the user name', async () => {
    const { pool, visitor } = await startPool()
    expect(claims((await signedInTokens(pool, visitor)).id_token)).toMatchObject({
      aud: localClientId,
      token_use: 'id',
      email: 'minseo@example.com',
      email_verified: true,
      nonce: 'nonce-1',
      'cognito:username': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
  })

  it('46: have groups only for a user who is in a group', async () => {
    const { pool, visitor } = await startPool()
    const plain = await signedInTokens(pool, visitor)
    expect(claims(plain.id_token)).not.toHaveProperty('cognito:groups')
    visitor.cookies.clear()
    const admin = await readTokens(
      await exchange(pool, codeIn(await visitor.signIn(authorizeUrl(), 'admin@example.com'))),
    )
    for (const token of [admin.id_token, admin.access_token]) {
      expect(claims(token)['cognito:groups']).toEqual(['admins', 'editors'])
    }
  })

  it('1, 6, 7: are signed with two keys of the key set, whose ids are padded base64', async () => {
    const { pool, visitor } = await startPool()
    const tokens = await signedInTokens(pool, visitor)
    expect(kid(tokens.id_token)).not.toBe(kid(tokens.access_token))
    expect(kid(tokens.id_token)).toMatch(/=$/)
    const keySet = createLocalJWKSet(await jsonOf('/ap-northeast-2_toyseven/.well-known/jwks.json', pool))
    const currentDate = new Date(Date.UTC(2026, 0, 1))
    for (const token of [tokens.id_token ?? '', tokens.access_token]) {
      const { payload } = await jwtVerify(token, keySet, { algorithms: ['RS256'], issuer: localIssuer, currentDate })
      expect(payload.sub).toEqual(expect.any(String))
    }
  })
})

describe('discovery', () => {
  it('3, 4, 5: has the members that Cognito has, and not those that Cognito lacks', async () => {
    const { pool } = await startPool()
    const document = await jsonOf('/ap-northeast-2_toyseven/.well-known/openid-configuration', pool)
    expect(document).toMatchObject({
      issuer: localIssuer,
      end_session_endpoint: `${localOrigin}/logout`,
      revocation_endpoint: `${localOrigin}/oauth2/revoke`,
      response_types_supported: ['code', 'token'],
    })
    expect(document).not.toHaveProperty('code_challenge_methods_supported')
    expect(document).not.toHaveProperty('grant_types_supported')
    expect(document.token_endpoint_auth_methods_supported).not.toContain('none')
  })

  it('can be read from every origin, and so can the key set and the revocation response', async () => {
    const { pool } = await startPool()
    const origin = { origin: 'http://localhost:3000' }
    const documents = ['openid-configuration', 'jwks.json'].map((name) =>
      pool.fetch(new Request(`${localIssuer}/.well-known/${name}`, { headers: origin })),
    )
    const responses = [...(await Promise.all(documents)), await post(pool, '/oauth2/revoke', {}, origin)]
    for (const { headers } of responses) expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('2: is not served on the host of the pages, which returns 400 and HTML', async () => {
    const { pool } = await startPool()
    const response = await pool.fetch(new Request(`${localOrigin}/.well-known/openid-configuration`))
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toContain('text/html')
  })
})

describe('userInfo', () => {
  it('45: returns email_verified as a string, and the username', async () => {
    const { pool, visitor } = await startPool()
    const { access_token } = await signedInTokens(pool, visitor)
    const response = await userInfo(pool, access_token)
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    expect(await response.json()).toMatchObject({ email_verified: 'true', username: expect.any(String) })
  })

  it('59: refuses an access token without the scope openid', async () => {
    const { pool, visitor } = await startPool()
    const { access_token } = await signedInTokens(pool, visitor, { scope: 'aws.cognito.signin.user.admin' })
    expect((await userInfo(pool, access_token)).status).toBe(401)
  })

  it('allows the Authorization header in its preflight response', async () => {
    const { pool } = await startPool()
    const headers = {
      Origin: 'http://localhost:3000',
      'Access-Control-Request-Method': 'GET',
      'Access-Control-Request-Headers': 'authorization',
    }
    const response = await pool.fetch(new Request(`${localOrigin}/oauth2/userInfo`, { method: 'OPTIONS', headers }))
    expect(response.ok).toBe(true)
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
  })
})

describe('revoke', () => {
  const revoke = (pool: Parameters<typeof post>[0], fields: Record<string, string>) =>
    post(pool, '/oauth2/revoke', fields)

  it('57: accepts a refresh token, also twice, with an empty response, and refuses all else', async () => {
    const { pool, visitor } = await startPool()
    const { access_token, refresh_token = '' } = await signedInTokens(pool, visitor)
    for (let round = 0; round < 2; round += 1) {
      const response = await revoke(pool, { token: refresh_token, client_id: localClientId })
      expect([response.status, await response.text()]).toEqual([200, ''])
    }
    const wrongKind = await revoke(pool, { token: access_token, client_id: localClientId })
    expect([wrongKind.status, (await wrongKind.json()).error]).toEqual([400, 'unsupported_token_type'])
    const none = await revoke(pool, { client_id: localClientId })
    expect([none.status, (await none.json()).error]).toEqual([400, 'invalid_request'])
    const stranger = await revoke(pool, { token: refresh_token, client_id: 'unknown-client' })
    expect([stranger.status, (await stranger.json()).error]).toEqual([401, 'invalid_client'])
  })

  it('58: makes later refresh and userInfo requests fail', async () => {
    const { pool, visitor } = await startPool()
    const { access_token, refresh_token = '' } = await signedInTokens(pool, visitor)
    await revoke(pool, { token: refresh_token, client_id: localClientId })
    expect((await refresh(pool, refresh_token)).status).toBe(400)
    const response = await userInfo(pool, access_token)
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })
})
