import { describe, expect, it } from 'vitest'
import { localClientId, localOrigin } from '../../local-cognito/defaults.ts'
import { authorizeUrl, configWith, startPool } from './start-pool.ts'
import { claims, codeIn, exchange, post, readTokens, refresh, signedInTokens } from './token-calls.ts'

const minseo = 'minseo@example.com'
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

describe('POST /oauth2/token with a code', () => {
  it('29: accepts a code, which is a UUID, only once', async () => {
    const { pool, visitor } = await startPool()
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    expect(code).toMatch(uuid)
    expect((await exchange(pool, code)).status).toBe(200)
    const second = await exchange(pool, code)
    expect(second.status).toBe(400)
    expect(await second.json()).toEqual({ error: 'invalid_grant' })
  })

  it('29: refuses a code after five minutes, and accepts it one second earlier', async () => {
    const { pool, clock, visitor } = await startPool()
    const early = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    const late = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    clock.pass(299)
    expect((await exchange(pool, early)).status).toBe(200)
    clock.pass(1)
    expect(await (await exchange(pool, late)).json()).toEqual({ error: 'invalid_grant' })
  })

  it('30: refuses a redirect_uri that differs from that of the authorize request', async () => {
    const { pool, visitor } = await startPool()
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    const response = await exchange(pool, code, { redirect_uri: 'http://localhost:3000' })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: 'unauthorized_client', error_description: 'invalid_redirect' })
  })

  it('31: refuses with 400 a client that has a secret and does not send it', async () => {
    const { pool, visitor } = await startPool({ config: configWith({ secret: 'the-secret' }) })
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    const without = await exchange(pool, code)
    expect(without.status).toBe(400)
    expect(await without.json()).toEqual({ error: 'invalid_client' })
    expect((await exchange(pool, code, { client_secret: 'another' })).status).toBe(400)
    expect((await exchange(pool, code, { client_secret: 'the-secret' })).status).toBe(200)
    expect(pool.requests().find(({ status }) => status === 400)?.reason).toContain('secret')
  })

  it('66: refuses a client whose OAuth settings are off, and /logout does not redirect to its URL', async () => {
    const { pool, visitor } = await startPool({ config: configWith({ allowedOAuthFlowsUserPoolClient: false }) })
    const response = await exchange(pool, 'any')
    expect([response.status, await response.json()]).toEqual([400, { error: 'unauthorized_client' }])
    const page = await visitor.logout(
      'http://127.0.0.1:9229/logout?client_id=local-web-client&logout_uri=http://localhost:3000',
    )
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('redirect_uri')])
  })

  it('66: revokes no token of a client that has revocation turned off', async () => {
    const { pool, visitor } = await startPool({ config: configWith({ enableTokenRevocation: false }) })
    const { refresh_token = '' } = await signedInTokens(pool, visitor)
    const response = await post(pool, '/oauth2/revoke', { client_id: localClientId, token: refresh_token })
    expect([response.status, await response.json()]).toEqual([400, { error: 'invalid_request' }])
    expect((await refresh(pool, refresh_token)).status).toBe(200)
  })

  it('accepts the client secret in HTTP Basic too', async () => {
    const { pool, visitor } = await startPool({ config: configWith({ secret: 'the-secret' }) })
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    const authorization = `Basic ${btoa(`${localClientId}:the-secret`)}`
    const fields = { grant_type: 'refresh_token', refresh_token: 'x' }
    expect(await (await post(pool, '/oauth2/token', fields, { authorization })).json()).toEqual({
      error: 'invalid_grant',
    })
    expect((await exchange(pool, code)).status).toBe(400)
  })

  it('refuses an unknown client, and a secret from a client that has none', async () => {
    const { pool, visitor } = await startPool()
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    for (const change of [{ client_id: 'unknown-client' }, { client_id: null }, { client_secret: 'x' }]) {
      const response = await exchange(pool, code, change)
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: 'invalid_client' })
    }
  })

  it('17: refuses a client that allows the implicit grant only', async () => {
    const { pool } = await startPool({ config: configWith({ allowedOAuthFlows: ['implicit'] }) })
    expect(await (await exchange(pool, 'any')).json()).toEqual({ error: 'unauthorized_client' })
  })

  it('34: refuses a wrong or missing verifier, and the code is used up', async () => {
    const { pool, visitor } = await startPool()
    for (const wrong of ['a'.repeat(43), '', null]) {
      const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
      const response = await exchange(pool, code, { code_verifier: wrong })
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error: 'invalid_grant' })
      expect((await exchange(pool, code)).status).toBe(400)
    }
  })

  it('16: accepts a code without a verifier if the authorize request had no challenge', async () => {
    const { pool, visitor } = await startPool()
    const url = authorizeUrl({ code_challenge: null, code_challenge_method: null })
    const plain = codeIn(await visitor.signIn(url, minseo))
    expect((await exchange(pool, plain, { code_verifier: null })).status).toBe(200)
    const stripped = codeIn(await visitor.signIn(url, minseo))
    expect(await (await exchange(pool, stripped)).json()).toEqual({ error: 'invalid_grant' })
  })

  it('36: returns the token type Bearer and the lifetime in seconds, but no scope', async () => {
    const { pool, visitor } = await startPool()
    const response = await exchange(pool, codeIn(await visitor.signIn(authorizeUrl(), minseo)))
    expect(response.headers.get('content-type')).toBe('application/json;charset=UTF-8')
    expect(response.headers.get('cache-control')).toContain('no-store')
    expect(response.headers.get('x-amz-cognito-request-id')).toMatch(uuid)
    const body: Record<string, unknown> = await response.json()
    expect(Object.keys(body)).toEqual(['access_token', 'id_token', 'refresh_token', 'token_type', 'expires_in'])
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 })
    expect(body['refresh_token']).toMatch(/^eyJj/)
  })

  it('37: returns no ID token without the scope openid', async () => {
    const { pool, visitor } = await startPool()
    const tokens = await signedInTokens(pool, visitor, { scope: 'aws.cognito.signin.user.admin' })
    expect(tokens.id_token).toBeUndefined()
    expect(tokens.refresh_token).toBeDefined()
  })

  it('38: ignores the scope offline_access', async () => {
    const { pool, visitor } = await startPool()
    const tokens = await signedInTokens(pool, visitor, { scope: 'openid offline_access' })
    expect(claims(tokens.access_token)['scope']).toBe('openid')
    expect(tokens.refresh_token).toBeDefined()
  })

  it('refuses the second of two simultaneous exchanges', async () => {
    const { pool, visitor } = await startPool()
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    const both = await Promise.all([exchange(pool, code), exchange(pool, code)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400])
  })
})

describe('POST /oauth2/token', () => {
  it('32: returns an error for an unknown grant type, and for a missing refresh token', async () => {
    const { pool } = await startPool()
    const unknown = await post(pool, '/oauth2/token', { grant_type: 'password', client_id: localClientId })
    expect([unknown.status, await unknown.json()]).toEqual([400, { error: 'unsupported_grant_type' }])
    const missing = await refresh(pool, undefined)
    expect([missing.status, await missing.json()]).toEqual([400, { error: 'invalid_request' }])
  })

  it('33: refuses JSON in a form body, another content type, and another method', async () => {
    const { pool } = await startPool()
    const send = (method: string, type: string) =>
      pool.fetch(
        new Request(`${localOrigin}/oauth2/token`, {
          method,
          ...(method === 'GET' ? {} : { body: JSON.stringify({ grant_type: 'refresh_token' }) }),
          headers: { 'content-type': type },
        }),
      )
    const json = await send('POST', 'application/x-www-form-urlencoded')
    expect([json.status, await json.json()]).toEqual([400, { error: 'invalid_request' }])
    const typed = await send('POST', 'application/json')
    expect([typed.status, await typed.text()]).toEqual([405, ''])
    expect((await send('GET', 'text/plain')).status).toBe(405)
  })

  it('accepts a form whose content type has a charset', async () => {
    const { pool, visitor } = await startPool()
    const { refresh_token: token = '' } = await signedInTokens(pool, visitor)
    const fields = { grant_type: 'refresh_token', client_id: localClientId, refresh_token: token }
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }
    expect((await post(pool, '/oauth2/token', fields, headers)).status).toBe(200)
  })

  it('35: allows every origin, in error responses too', async () => {
    const { pool, visitor } = await startPool()
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo))
    const responses = [await exchange(pool, code), await exchange(pool, code), await post(pool, '/oauth2/token', {})]
    expect(responses.map(({ status }) => status)).toEqual([200, 400, 400])
    for (const { headers } of responses) expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  it('refuses a body above 64 kB', async () => {
    const { pool } = await startPool()
    const response = await post(pool, '/oauth2/token', { grant_type: 'x'.repeat(70_000) })
    expect(response.status).toBe(413)
  })

  it('keeps tokens, codes and passwords out of the request log', async () => {
    const { pool, visitor } = await startPool()
    const code = codeIn(await visitor.signIn(authorizeUrl(), minseo, 'Local-pass-1'))
    const tokens = await readTokens(await exchange(pool, code))
    await exchange(pool, code)
    const log = JSON.stringify(pool.requests())
    for (const secret of [code, tokens.access_token, tokens.refresh_token ?? '', 'Local-pass-1', 'state-1']) {
      expect(log).not.toContain(secret)
    }
    expect(pool.requests().at(-1)?.reason).toContain('used')
  })
})
