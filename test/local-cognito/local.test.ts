import { describe, expect, it } from 'vitest'
import { localClientId, localOrigin } from '../../local-cognito/defaults.ts'
import { startPool } from './start-pool.ts'

describe('the check of the Host header', () => {
  it.each(['evil.example', 'localhost:9229', '127.0.0.1:9230', '127.0.0.1.evil.example:9229'])(
    'refuses a request for the host %s',
    async (host) => {
      const { pool } = await startPool()
      for (const path of ['/__local/people', '/oauth2/token', '/login']) {
        const response = await pool.fetch(new Request(`http://${host}${path}`, { headers: { host } }))
        expect(response.status).toBe(403)
      }
      const disguised = await pool.fetch(new Request(`${localOrigin}/__local/people`, { headers: { host } }))
      expect(disguised.status).toBe(403)
    },
  )
})

describe('the pages under /__local/', () => {
  const change = (body: unknown, headers = {}) =>
    new Request(`${localOrigin}/__local/settings`, { method: 'POST', body: JSON.stringify(body), headers })

  it('list the users', async () => {
    const { pool } = await startPool()
    const { people } = await (await pool.fetch(new Request(`${localOrigin}/__local/people`))).json()
    expect(people.map(({ email }: { email: string }) => email)).toContain('minseo@example.com')
  })

  it('change the rotation of refresh tokens while the pool runs', async () => {
    const { pool } = await startPool()
    const rotation = { feature: 'DISABLED', retryGracePeriodSeconds: 0 }
    const response = await pool.fetch(change({ rotation }))
    expect(await response.json()).toMatchObject({ clientId: localClientId, rotation })
    expect(pool.config.clients[0]?.rotation).toEqual(rotation)
  })

  it('refuse a change that another site requests', async () => {
    const { pool } = await startPool()
    for (const origin of ['http://evil.example', 'http://localhost:3000', 'null']) {
      expect((await pool.fetch(change({ accessTokenSeconds: 1 }, { origin }))).status).toBe(403)
    }
    expect(pool.config.clients[0]?.accessTokenSeconds).toBe(3600)
  })

  it.each([{ rotation: { feature: 'MAYBE' } }, { accessTokenSeconds: -1 }, [], 'x'])(
    'refuse the invalid change %j',
    async (body) => {
      const { pool } = await startPool()
      expect((await pool.fetch(change(body))).status).toBe(400)
    },
  )
})
