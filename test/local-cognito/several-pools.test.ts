import { mkdtempSync, statSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PoolConfig } from '../../local-cognito/config/pool-config.ts'
import type { PoolEvent } from '../../local-cognito/pool.ts'
import { runPools } from '../../local-cognito/run-pools.ts'
import { freePort } from './free-port.ts'
import { readPools } from './read-pools.ts'
import { createVisitor } from './visitor.ts'

const person = { email: 'a@example.com', password: 'Local-pass-1', name: 'A' }
const newFolder = () => mkdtempSync(join(tmpdir(), 'local-cognito-'))

async function twoPools(scheme: 'http' | 'https' = 'http', firstPool: object = {}): Promise<readonly PoolConfig[]> {
  const client = { name: 'web', callbackUrls: ['http://localhost:3000/callback'] }
  const pools = [
    {
      poolId: 'x_first',
      poolName: 'first',
      clients: [
        { ...client, id: 'a' },
        { ...client, id: 'b' },
      ],
      ...firstPool,
    },
    { poolId: 'x_second', poolName: 'second', clients: [{ ...client, id: 'a' }] },
  ].map(async (pool) => ({ people: [person], port: await freePort(), ...pool }))
  return readPools({ pools: await Promise.all(pools) }, scheme)
}

const authorizeAt = ({ origin }: { origin: string }, client: string) =>
  `${origin}/oauth2/authorize?${new URLSearchParams({ response_type: 'code', client_id: client, redirect_uri: 'http://localhost:3000/callback' })}`

async function run(pools: readonly PoolConfig[], stateFolder: string | null, isHttps = false) {
  const events: PoolEvent[] = []
  const lines: string[] = []
  const running = await runPools(pools, {
    stateFolder,
    isHttps,
    log: (line) => lines.push(line),
    onEvent: (event) => events.push(event),
  })
  return { ...running, events, lines }
}

describe('several pools at once', () => {
  it('use one port each, and one browser can be signed in at both, and at all clients of a pool', async () => {
    const configs = await twoPools()
    const { pools, close } = await run(configs, newFolder())
    const [first, second] = configs
    if (first === undefined || second === undefined) throw new Error('This test needs two pools')
    const overHttp = (config: PoolConfig) => ({
      config,
      fetch: (request: Request) => fetch(request, { redirect: 'manual' }),
    })
    const browser = createVisitor(overHttp(first))
    const sameBrowser = { ...overHttp(second) }
    expect(await browser.signIn(authorizeAt(first, 'a'), person.email)).toContain('code=')
    const atSecond = createVisitor(sameBrowser)
    for (const [name, value] of browser.cookies) atSecond.cookies.set(name, value)
    expect(await atSecond.signIn(authorizeAt(second, 'a'), person.email)).toContain('code=')
    for (const [name, value] of atSecond.cookies) browser.cookies.set(name, value)
    expect((await browser.open(authorizeAt(first, 'b'))).url).toContain('/callback?code=')
    expect((await atSecond.open(authorizeAt(second, 'a'))).url).toContain('/callback?code=')
    expect(pools.map(({ issuer }) => issuer)).toEqual([`${first.origin}/x_first`, `${second.origin}/x_second`])
    await close()
  })

  it('do not start at all if one of them cannot, and release their ports and states', async () => {
    const configs = await twoPools()
    const folder = newFolder()
    const taken = await run(configs.slice(1), newFolder())
    await expect(run(configs, folder)).rejects.toThrow('is in use')
    await taken.close()
    await (await run(configs, folder)).close()
  })

  it('refuse a state that another run uses', async () => {
    const configs = await twoPools()
    const folder = newFolder()
    const first = await run(configs.slice(0, 1), folder)
    const elsewhere = configs.slice(0, 1).map((config) => ({ ...config, origin: 'http://127.0.0.1:1' }))
    await expect(run(elsewhere, folder)).rejects.toThrow('two local user pools cannot share one state')
    await first.close()
  })

  it('report each request, with the reason if it was refused', async () => {
    const configs = await twoPools()
    const { close, events } = await run(configs, null)
    await fetch(`${configs[0]?.origin}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'x', client_id: 'z' }),
    })
    expect(events).toMatchObject([
      { kind: 'request', status: 400, path: '/oauth2/token', reason: 'no client has this id' },
    ])
    await close()
  })
})

describe('https', () => {
  it('has a certificate for this computer that it keeps over a restart, and cookies for https only', async () => {
    const configs = await twoPools('https')
    const folder = newFolder()
    const first = await run(configs.slice(0, 1), folder, true)
    const response = await getInsecurely(
      authorizeAt({ origin: configs[0]?.origin ?? '' }, 'a').replace('/oauth2/authorize', '/login'),
    )
    expect(response.status).toBe(200)
    expect(response.cookies).toMatch(/XSRF-TOKEN=.*; Secure/)
    expect(response.names).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1')
    await first.close()
    const file = join(folder, 'certificate.pem')
    expect(statSync(file).mode & 0o077).toBe(0)
    const again = await run(configs.slice(0, 1), folder, true)
    const { fingerprint } = await getInsecurely(`${configs[0]?.origin}/x_first/.well-known/jwks.json`)
    expect(fingerprint).toBe(response.fingerprint)
    await again.close()
  })
})

type TlsResponse = { status: number | undefined; cookies: string; names: string | undefined; fingerprint: string }

/** Accepts the certificate of the pool, which no authority has signed. A browser asks the user instead. */
function getInsecurely(url: string): Promise<TlsResponse> {
  return new Promise((resolve, reject) => {
    get(url, { rejectUnauthorized: false, agent: false }, (response) => {
      const { socket } = response
      if (!('getPeerCertificate' in socket) || typeof socket.getPeerCertificate !== 'function')
        return reject(new Error('no TLS'))
      const { subjectaltname, fingerprint256 } = socket.getPeerCertificate()
      response.resume()
      resolve({
        status: response.statusCode,
        cookies: response.headers['set-cookie']?.join('\n') ?? '',
        names: subjectaltname,
        fingerprint: fingerprint256,
      })
    }).on('error', reject)
  })
}
