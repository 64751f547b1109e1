import { writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { localClientId } from '../../local-cognito/defaults.ts'
import { freePort } from '../local-cognito/free-port.ts'
import { authorizeUrl, verifier } from '../local-cognito/start-pool.ts'
import { createVisitor } from '../local-cognito/visitor.ts'
import { copyProject } from '../support/project-copy.ts'
import { startCommand, type RunningCommand } from '../support/running-command.ts'

let poolPort: number
let appPort: number
let folder: string
let running: RunningCommand[]

beforeEach(async () => {
  ;[poolPort, appPort] = [await freePort(), await freePort()]
  folder = copyProject('my app', poolPort)
  running = []
  return () => Promise.all(running.map((command) => command.interrupt()))
})

/** Runs what `npm run <script> -- <args>` runs. */
function start(script: 'dev' | 'preview' | 'preview:local', ...args: string[]): RunningCommand {
  const file = script === 'preview:local' ? 'scripts/run.mjs' : 'node_modules/vite/bin/vite.js'
  const first = { dev: [], preview: ['preview', '--mode', 'loopback'], 'preview:local': ['scripts/preview-local.ts'] }[
    script
  ]
  const command = startCommand(folder, process.execPath, [file, ...first, ...args])
  running.push(command)
  return command
}

/** Signs in at the pool as the app does, and calls the API with the token. */
async function signInFrom(origin: string): Promise<unknown> {
  const pool = `http://127.0.0.1:${poolPort}`
  const site = { config: { origin: pool }, fetch: (request: Request) => fetch(request, { redirect: 'manual' }) }
  const url = authorizeUrl({ redirect_uri: `${origin}/callback` }).replace('http://127.0.0.1:9229', pool)
  const visitor = createVisitor(site)
  const code = new URL(await visitor.signIn(url, 'minseo@example.com')).searchParams.get('code') ?? ''
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: localClientId, code })
  body.set('redirect_uri', `${origin}/callback`)
  body.set('code_verifier', verifier)
  const tokens = await (await fetch(`${pool}/oauth2/token`, { method: 'POST', body })).json()
  const logout = new URLSearchParams({ client_id: localClientId, logout_uri: origin })
  expect((await visitor.logout(`${pool}/logout?${logout}`)).url).toBe(origin)
  const headers = { authorization: `Bearer ${tokens.access_token}` }
  return (await fetch(`${origin}/api/me`, { headers })).json()
}

const stackLine = /^\s+at /m

describe.each(['dev', 'preview:local'] as const)('npm run %s on another port', (script) => {
  it('registers the origin of the app at the local pool, says so, and serves the API there', async () => {
    const command = start(script, '--port', String(appPort))
    const origin = `http://localhost:${appPort}`
    await command.prints(`Registered for this app: ${origin}/callback, ${origin}`)
    expect(command.output()).toContain(`Pool:    http://127.0.0.1:${poolPort}/__local/  (a local stand-in, not AWS)`)
    expect(await signInFrom(origin)).toMatchObject({ scope: 'openid email profile' })
  }, 60_000)
})

describe('npm run dev', () => {
  it('as in a container: listens on every address, and the browser uses it at localhost', async () => {
    const command = start('dev', '--host', '0.0.0.0', '--port', String(appPort))
    await command.prints(`Registered for this app: http://localhost:${appPort}/callback, http://localhost:${appPort}`)
    expect((await fetch(`http://127.0.0.2:${appPort}/`)).status).toBe(200)
    await expect(fetch(`http://127.0.0.2:${poolPort}/__local/people`)).rejects.toThrow('fetch failed')
    expect(await signInFrom(`http://localhost:${appPort}`)).toMatchObject({ scope: 'openid email profile' })
  }, 60_000)

  it('prints which real pool it uses, at the start and after a change of .env', async () => {
    const command = start('dev', '--port', String(appPort))
    await command.prints('a local stand-in, not AWS')
    const lines = [
      'VITE_COGNITO_USER_POOL_ID=eu-west-1_AbCdEf123',
      'VITE_COGNITO_CLIENT_ID=a1b2c3d4e5f6g7h8i9j0k1l2m3',
      'VITE_COGNITO_DOMAIN=https://toyseven.auth.eu-west-1.amazoncognito.com',
    ]
    writeFileSync(join(folder, '.env'), lines.join('\n'))
    const line =
      'Pool:    eu-west-1_AbCdEf123 in eu-west-1  (Amazon Cognito, https://toyseven.auth.eu-west-1.amazoncognito.com)'
    await command.prints(line)
    await expect(fetch(`http://127.0.0.1:${poolPort}/__local/people`)).rejects.toThrow('fetch failed')
    await command.interrupt()
    const again = start('dev', '--port', String(appPort))
    await again.prints(line)
    expect(again.output()).not.toContain('local stand-in')
    writeFileSync(join(folder, '.env'), '')
    await again.prints('a local stand-in, not AWS')
    await again.prints(`Registered for this app: http://localhost:${appPort}/callback`)
    expect(again.output()).not.toMatch(/failed|Error/)
  }, 60_000)
})

describe('a port that is in use', () => {
  let others: Server[]
  const take = (port: number, host: string) =>
    new Promise<void>((resolve) => void others.push(createServer().listen(port, host, resolve)))

  beforeEach(() => {
    others = []
  })
  afterEach(() => others.forEach((server) => server.close()))

  it.each(['dev', 'preview', 'preview:local'] as const)(
    'ends npm run %s with one sentence if it is the port of the app',
    async (script) => {
      await take(appPort, 'localhost')
      const command = start(script, '--port', String(appPort))
      expect(await command.code).toBe(1)
      expect(command.output()).toContain(
        `Port ${appPort} of localhost is in use: is the app already running? Stop it, or choose another port with -- --port <number>.`,
      )
      expect(command.output()).not.toMatch(stackLine)
    },
    60_000,
  )

  it.each(['dev', 'preview:local'] as const)(
    'ends npm run %s with one sentence if it is the port of the pool',
    async (script) => {
      await take(poolPort, '127.0.0.1')
      const command = start(script, '--port', String(appPort))
      expect(await command.code).toBe(1)
      expect(command.output()).toContain(`Port ${poolPort} of 127.0.0.1 is in use: is another local user pool running?`)
      expect(command.output()).not.toMatch(stackLine)
    },
    60_000,
  )
})
