import { expect, it } from 'vitest'
import { defaultPoolConfig } from '../../local-cognito/defaults.ts'
import { createLocalPool } from '../../local-cognito/pool.ts'
import { serveLocalPool } from '../../local-cognito/serve.ts'
import { freePort } from '../local-cognito/free-port.ts'
import { poolOfDev, storedSession } from './stored-session.ts'

it('signs a person in at a pool that listens, and returns what the app would have stored', async () => {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const pool = await createLocalPool({ config: { ...defaultPoolConfig, origin, issuerOrigin: origin } })
  const served = await serveLocalPool(pool, { port, hostname: '127.0.0.1' })
  const stored = await storedSession({ ...poolOfDev, config: { origin } }, 'jordan', Date.now())
  await served.close()
  const [record = ''] = Object.values(stored.sessionStorage)
  expect(JSON.parse(record)).toMatchObject({ token_type: 'Bearer', profile: { email: 'jordan@example.com' } })
  expect(Object.keys(stored.sessionStorage)).toEqual([expect.stringContaining('oidc.user:')])
  expect(Object.keys(stored.localStorage)).toEqual([expect.stringContaining('toyseven.marker.')])
})
