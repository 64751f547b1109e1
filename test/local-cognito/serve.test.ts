import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger, createServer } from 'vite'
import { describe, expect, it, vi } from 'vitest'
import { localClientId, poolConfigAtPort } from '../../local-cognito/defaults.ts'
import { createLocalPool } from '../../local-cognito/pool.ts'
import { serveLocalPool } from '../../local-cognito/serve.ts'
import { createFileStorage } from '../../local-cognito/state/file-storage.ts'
import { localCognito } from '../../local-cognito/vite-plugin.ts'
import { authorizeUrl, callbackUrl, startPool, verifier } from './start-pool.ts'
import { freePort } from './free-port.ts'
import { codeIn } from './token-calls.ts'
import { createVisitor } from './visitor.ts'

const port = await freePort()
const origin = `http://127.0.0.1:${port}`
const isUp = () =>
  fetch(`${origin}/__local/people`).then(
    ({ ok }) => ok,
    () => false,
  )

describe('the HTTP server', () => {
  it('responds on 127.0.0.1 until it is closed', async () => {
    const { pool } = await startPool({ config: poolConfigAtPort(port) })
    const served = await serveLocalPool(pool, { port })
    expect(served.origin).toBe(origin)
    expect(await isUp()).toBe(true)
    await expect(fetch(`http://[::1]:${port}/`)).rejects.toThrow('fetch failed')
    await served.close()
    expect(await isUp()).toBe(false)
  })

  it('shows an error if its port is in use', async () => {
    const { pool } = await startPool({ config: poolConfigAtPort(port) })
    const served = await serveLocalPool(pool, { port })
    await expect(serveLocalPool(pool, { port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is in use`)
    await served.close()
  })
})

describe('the pool beside Vite’s development server', () => {
  it('survives restarts of the server, as after an edit of vite.config.ts, and stops with the server', async () => {
    const errors: string[] = []
    const logger = createLogger('silent')
    // If a restart fails, Vite keeps the old server and only logs an error.
    logger.error = (line) => errors.push(line)
    const stateFolder = mkdtempSync(join(tmpdir(), 'local-cognito-'))
    const server = await createServer({
      configFile: false,
      customLogger: logger,
      server: { port: await freePort(), strictPort: true, ws: false },
      optimizeDeps: { noDiscovery: true },
      plugins: [localCognito({ enabled: true, pools: [poolConfigAtPort(port)], stateFolder })],
    })
    await server.listen()
    expect(await isUp()).toBe(true)
    for (let round = 0; round < 3; round += 1) {
      await server.restart()
      expect(await isUp()).toBe(true)
    }
    expect(errors).toEqual([])
    await server.close()
    await vi.waitFor(async () => expect(await isUp()).toBe(false))
  })
})

describe('Ctrl-C', () => {
  it.each(['dev server', 'command'])(
    'stops the %s, and a refresh token that was issued just before works after a restart',
    async (program) => {
      const stateFolder = mkdtempSync(join(tmpdir(), 'local-cognito-'))
      const [appPort, poolPort] = [await freePort(), await freePort()]
      const config = poolConfigAtPort(poolPort)
      const script =
        program === 'command'
          ? ['local-cognito/cli.ts', '--port', String(poolPort), '--state', stateFolder]
          : ['test/local-cognito/dev-server.ts', String(appPort), String(poolPort), stateFolder]
      const child = spawn('node', ['scripts/run.mjs', ...script], { cwd: join(import.meta.dirname, '../..') })
      const overHttp = { config, fetch: (request: Request) => fetch(request, { redirect: 'manual' }) }
      await vi.waitFor(() => fetch(`${config.origin}/__local/people`), { timeout: 10_000 })
      const url = authorizeUrl().replace('http://127.0.0.1:9229', config.origin)
      const code = codeIn(await createVisitor(overHttp).signIn(url, 'minseo@example.com'))
      const form = new URLSearchParams({ grant_type: 'authorization_code', client_id: localClientId, code })
      form.set('redirect_uri', callbackUrl)
      form.set('code_verifier', verifier)
      const { refresh_token } = await (
        await fetch(`${config.origin}/oauth2/token`, { method: 'POST', body: form })
      ).json()
      child.kill('SIGINT')
      await once(child, 'exit')
      const pool = await createLocalPool({
        config,
        storage: createFileStorage(join(stateFolder, `${config.poolId}.jsonl`), () => {}),
      })
      const again = new URLSearchParams({ grant_type: 'refresh_token', client_id: localClientId, refresh_token })
      const response = await pool.fetch(new Request(`${config.origin}/oauth2/token`, { method: 'POST', body: again }))
      expect(response.status).toBe(200)
    },
  )
})
