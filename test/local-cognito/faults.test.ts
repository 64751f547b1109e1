import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { createLocalPool } from '../../local-cognito/pool.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createMemoryStorage } from '../../local-cognito/state/storage.ts'
import { claims, codeIn, exchange, readTokens, refresh, signedInTokens, userInfo } from './token-calls.ts'
import { authorizeUrl, startPool } from './start-pool.ts'

const send = (pool: LocalPool, path: string, body: unknown, headers = {}) =>
  pool.fetch(new Request(`${localOrigin}/__local/${path}`, { method: 'POST', body: JSON.stringify(body), headers }))
const fault = (change: object) => ({ endpoint: '/oauth2/token', ...change })
const started = async () => {
  const { pool, visitor, clock } = await startPool()
  const { refresh_token, access_token } = await signedInTokens(pool, visitor)
  return { pool, visitor, clock, refresh_token, access_token, again: () => refresh(pool, refresh_token) }
}

describe('a simulated fault', () => {
  it('status: fails the requested number of requests without processing them', async () => {
    const { pool, again } = await started()
    await send(pool, 'faults', fault({ kind: 'status', status: 503, times: 2, retryAfterSeconds: 7 }))
    const first = await again()
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7'])
    expect(first.headers.get('access-control-allow-origin')).toBe('*')
    expect((await again()).status).toBe(503)
    expect((await again()).status).toBe(200)
    expect(pool.requests().map(({ reason }) => reason)).toContain('a fault on purpose: status')
  })

  it('status, throttled: has the body of a throttling error of Cognito’s API', async () => {
    const { pool, again } = await started()
    await send(pool, 'faults', fault({ kind: 'status', status: 400, throttled: true }))
    const response = await again()
    expect([response.status, await response.json()]).toEqual([
      400,
      { __type: 'TooManyRequestsException', message: 'Rate exceeded' },
    ])
  })

  it('lost: processes the request, but the client gets no response', async () => {
    const { pool, visitor } = await startPool()
    const code = codeIn(await visitor.signIn(authorizeUrl(), 'minseo@example.com'))
    pool.fail({ endpoint: '/oauth2/token', times: 1, kind: 'lost' })
    await expect(exchange(pool, code).then((response) => response.text())).rejects.toThrow('cut on purpose')
    expect((await exchange(pool, code)).status).toBe(400)
  })

  it('cut: ends the response in the middle of its body', async () => {
    const { pool, again } = await started()
    await send(pool, 'faults', fault({ kind: 'cut' }))
    const response = await again()
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow('cut on purpose')
  })

  it('hang: sends no response until the client aborts the request', async () => {
    const { pool } = await started()
    pool.fail({ endpoint: '/oauth2/userInfo', times: 1, kind: 'hang' })
    const controller = new AbortController()
    const response = pool.fetch(new Request(`${localOrigin}/oauth2/userInfo`, { signal: controller.signal }))
    const first = await Promise.race([response, new Promise((resolve) => setImmediate(() => resolve('waiting')))])
    expect(first).toBe('waiting')
    controller.abort()
    expect((await response).status).toBe(499)
  })

  it('delay: sends the response after the configured time', async () => {
    const { pool, again } = await started()
    pool.fail({ endpoint: '/oauth2/token', times: 1, kind: 'delay', ms: 30 })
    const before = performance.now()
    expect((await again()).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThanOrEqual(29)
  })

  it('no-cors: sends the response without a CORS header, so that no page can read it', async () => {
    const { pool, again } = await started()
    await send(pool, 'faults', fault({ kind: 'no-cors' }))
    const response = await again()
    expect([response.status, response.headers.has('access-control-allow-origin')]).toEqual([200, false])
  })

  it('is not used up by a preflight request, and can be cleared', async () => {
    const { pool, again } = await started()
    await send(pool, 'faults', fault({ kind: 'status', status: 500 }))
    await pool.fetch(new Request(`${localOrigin}/oauth2/token`, { method: 'OPTIONS' }))
    const { faults } = await (await pool.fetch(new Request(`${localOrigin}/__local/faults`))).json()
    expect(faults).toMatchObject([{ kind: 'status', times: 1 }])
    await send(pool, 'actions', { action: 'clear-faults' })
    expect((await again()).status).toBe(200)
  })

  it.each([
    [fault({ kind: 'nonsense' }), 'kind'],
    [fault({ kind: 'status' }), 'status'],
    [fault({ kind: 'delay', ms: 0 }), 'ms'],
    [{ kind: 'hang', endpoint: '/nowhere' }, 'endpoint'],
  ])('is refused if it is not valid: %j', async (body, member) => {
    const { pool } = await startPool()
    const response = await send(pool, 'faults', body)
    expect([response.status, (await response.json()).error]).toEqual([400, expect.stringContaining(member)])
  })

  it('can be set with the form of the page, without JavaScript', async () => {
    const { pool, visitor } = await startPool()
    const page = await visitor.open(`${localOrigin}/__local/faults`, { accept: 'text/html' })
    const form = { endpoint: '/oauth2/revoke', kind: 'delay', times: '3', status: '', ms: '40' }
    const after = await visitor.submit(page, form)
    expect(after.url).toBe(`${localOrigin}/__local/faults`)
    const { faults } = await (await pool.fetch(new Request(`${localOrigin}/__local/faults`))).json()
    expect(faults).toEqual([{ endpoint: '/oauth2/revoke', kind: 'delay', times: 3, ms: 40 }])
  })
})

describe('an action or a setting of the pool', () => {
  it('revokes all refresh tokens', async () => {
    const { pool, again, access_token } = await started()
    await send(pool, 'actions', { action: 'revoke-all' })
    expect(await (await again()).json()).toEqual({ error: 'invalid_grant' })
    expect((await userInfo(pool, access_token)).status).toBe(401)
  })

  it('replaces both keys of the key set, and access tokens of the old keys are refused', async () => {
    const { pool, again, access_token } = await started()
    const keySet = async () => (await pool.fetch(new Request(`${pool.issuer}/.well-known/jwks.json`))).json()
    const before = await keySet()
    await send(pool, 'actions', { action: 'rotate-keys' })
    const after = await keySet()
    expect(after.keys).toHaveLength(2)
    const kids = ({ keys }: { keys: { kid: string }[] }) => keys.map(({ kid }) => kid)
    expect(kids(after).filter((kid) => kids(before).includes(kid))).toEqual([])
    expect((await userInfo(pool, access_token)).status).toBe(401)
    expect((await userInfo(pool, (await readTokens(await again())).access_token)).status).toBe(200)
  })

  it('replaces the keys so that a restart keeps the new ones', async () => {
    const storage = createMemoryStorage()
    const keySet = async (pool: LocalPool) =>
      (await pool.fetch(new Request(`${pool.issuer}/.well-known/jwks.json`))).text()
    const { pool } = await startPool({ storage })
    await send(pool, 'actions', { action: 'rotate-keys' })
    expect(await keySet(await createLocalPool({ storage }))).toBe(await keySet(pool))
  })

  it('shifts the clock of the pool', async () => {
    const { pool, again, clock } = await started()
    await send(pool, 'settings', { clockSkewSeconds: -3600 })
    const { id_token } = await readTokens(await again())
    expect(claims(id_token)['iat']).toBe(clock.now() / 1000 - 3600)
  })

  it('sends the time of the pool in each response', async () => {
    const { pool, clock } = await started()
    const sentAt = async () =>
      Date.parse((await pool.fetch(new Request(`${localOrigin}/logout`))).headers.get('date') ?? '')
    expect(await sentAt()).toBe(clock.now())
    await send(pool, 'settings', { clockSkewSeconds: -3600 })
    expect(await sentAt()).toBe(clock.now() - 3600_000)
  })

  it('returns 404 if the user to disable does not exist', async () => {
    const { pool } = await startPool()
    const response = await send(pool, 'actions', { action: 'set-enabled', email: 'no@example.com', isEnabled: false })
    expect(response.status).toBe(404)
  })

  it('accepts JSON that curl labels as a form, and refuses it with any header of a browser', async () => {
    const { pool, again } = await started()
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = { action: 'revoke-all' }
    for (const header of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: localOrigin },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ]) {
      expect((await send(pool, 'actions', body, { ...form, ...header })).status).toBe(403)
    }
    for (const site of ['cross-site', 'same-site', 'none']) {
      const headers = { 'content-type': 'application/json', 'sec-fetch-site': site }
      expect((await send(pool, 'actions', body, headers)).status).toBe(403)
    }
    expect((await again()).status).toBe(200)
    expect(await (await send(pool, 'actions', body, form)).json()).toEqual({ done: body })
    expect((await again()).status).toBe(400)
  })

  it('refuses a request of another site, and a form without its CSRF token', async () => {
    const { pool, again } = await started()
    for (const path of ['faults', 'actions', 'settings']) {
      expect((await send(pool, path, { action: 'revoke-all' }, { origin: 'http://evil.example' })).status).toBe(403)
      const body = new URLSearchParams({ action: 'revoke-all' })
      const form = await pool.fetch(new Request(`${localOrigin}/__local/${path}`, { method: 'POST', body }))
      expect(form.status).toBe(403)
    }
    expect((await again()).status).toBe(200)
  })
})
