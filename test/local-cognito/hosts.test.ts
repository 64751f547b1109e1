import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { localOrigin, poolConfigAtPort } from '../../local-cognito/defaults.ts'
import { busyPortMessage, serveLocalPool } from '../../local-cognito/serve.ts'
import { freePort } from './free-port.ts'
import { startPool } from './start-pool.ts'

describe('host names', () => {
  it('that are allowed reach the pool at any port; the others get the reason, and the request log too', async () => {
    const { pool } = await startPool({ allowedHosts: ['cognito'] })
    const ask = (origin: string) => pool.fetch(new Request(`${origin}/oauth2/userInfo`))
    expect((await ask('http://cognito:8080')).status).toBe(400)
    expect((await ask(localOrigin)).status).toBe(400)
    const refused = await ask('http://cognito.evil.example:9229')
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('--allow-host')
    expect(pool.requests().at(-1)?.reason).toContain('--allow-host')
  })
})

describe('the command', () => {
  const run = (...args: string[]) =>
    spawn('node', ['scripts/run.mjs', 'local-cognito/cli.ts', ...args], { cwd: join(import.meta.dirname, '../..') })

  it('waits with --wait until the pool of another process is ready', async () => {
    const port = await freePort()
    const waiting = run('--wait', '--port', String(port))
    const ended = once(waiting, 'exit')
    const { pool } = await startPool({ config: poolConfigAtPort(port) })
    const served = await serveLocalPool(pool, { port })
    expect(await ended).toEqual([0, null])
    await served.close()
  })

  it('listens on the address of --host, and answers at the names of --allow-host', async () => {
    const port = await freePort()
    const child = run('--memory', '--port', String(port), '--host', '0.0.0.0', '--allow-host', '127.0.0.2')
    expect(await once(run('--wait', '--port', String(port)), 'exit')).toEqual([0, null])
    const health = (host: string) => fetch(`http://${host}:${port}/__local/health`)
    expect(await (await health('127.0.0.2')).json()).toMatchObject({ status: 'ready' })
    expect((await health('127.0.0.3')).status).toBe(403)
    child.kill('SIGINT')
    await once(child, 'exit')
  })
})

describe('the message for a port in use', () => {
  it('names Node’s inspector if the port is 9229', () => {
    expect(busyPortMessage('127.0.0.1', 9229)).toMatch(/Port 9229 of 127.0.0.1 is in use.*inspector/)
    expect(busyPortMessage('127.0.0.1', 9230)).not.toContain('inspector')
  })
})
