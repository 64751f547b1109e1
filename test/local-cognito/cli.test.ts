import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { main } from '../../local-cognito/cli.ts'
import { describeEvent } from '../../local-cognito/welcome.ts'
import { freePort } from './free-port.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'local-cognito-'))

/** What the command prints where it ends by itself. */
async function ask(...args: string[]): Promise<{ code: number | undefined; said: string; complained: string }> {
  const info = vi.spyOn(console, 'info').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const code = await main(args)
  return { code, said: info.mock.calls.join('\n'), complained: error.mock.calls.join('\n') }
}

/** The command in a process of its own, until it answers; what it says is read at the end. */
async function start(...args: string[]) {
  const port = await freePort()
  const root = join(import.meta.dirname, '../..')
  const child = spawn('node', ['scripts/run.mjs', 'local-cognito/cli.ts', '--port', String(port), ...args], {
    cwd: root,
  })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const origin = `http://127.0.0.1:${port}`
  await vi.waitFor(() => fetch(`${origin}/__local/people`), { timeout: 15_000 })
  const end = async () => {
    child.kill('SIGINT')
    await once(child, 'exit')
    return said
  }
  return { origin, end }
}

const refused = (origin: string) =>
  fetch(`${origin}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'x', client_id: 'nobody' }),
  })

describe('the command', () => {
  it('explains itself: each option has its line', async () => {
    const { code, said } = await ask('--help')
    expect(code).toBe(0)
    for (const option of ['config', 'port', 'https', 'state', 'memory', 'reset', 'quiet', 'json', 'for', 'help']) {
      expect(said).toContain(`--${option} `)
    }
  })

  it.each([['--nonsense'], ['--port', 'x'], ['--port', '0'], ['--for', 'angular'], ['--config', 'nowhere.json']])(
    'refuses %j with a sentence and exit code 2',
    async (...args) => {
      const { code, complained } = await ask(...args)
      expect(code).toBe(2)
      expect(complained).toMatch(/--nonsense|--port has to be|--for has to be|nowhere\.json: there is no such file/)
    },
  )

  it('names every fault of a configuration file', async () => {
    const file = join(newFolder(), 'pools.json')
    writeFileSync(file, JSON.stringify({ pools: [{ poolId: 'x', port: 'y' }] }))
    const { code, complained } = await ask('--config', file)
    expect(code).toBe(2)
    expect(complained.split('\n')).toEqual([
      `${file}: pools[0].poolId: has to look like ap-northeast-2_AbCdEf123`,
      `${file}: pools[0].poolName: is missing`,
      `${file}: pools[0].port: has to be a whole number from 1 to 65535`,
      `${file}: pools[0].clients: is missing`,
    ])
  })

  it.each([
    [
      'oidc-client-ts',
      [],
      ["authority: 'http://127.0.0.1:9229/ap-northeast-2_toyseven'", "client_id: 'local-web-client'"],
    ],
    [
      'react-oidc-context',
      [],
      ["redirect_uri: 'http://localhost:3000/callback'", "revokeTokenTypes: ['refresh_token']"],
    ],
    ['amplify', ['--https'], ["domain: '127.0.0.1:9229'", "userPoolId: 'ap-northeast-2_toyseven'"]],
    [
      'spring',
      ['--port', '9400'],
      ['issuer-uri: http://127.0.0.1:9400/ap-northeast-2_toyseven', '/.well-known/jwks.json'],
    ],
  ])('prints what to paste into another app: %s', async (name, options, lines) => {
    const { code, said } = await ask('--for', name, ...options)
    expect(code).toBe(0)
    for (const line of lines) expect(said).toContain(line)
  })

  it('says everything as JSON, a line each', async () => {
    const { origin, end } = await start('--json', '--memory')
    await refused(origin)
    const events = (await end())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(events).toMatchObject([
      { kind: 'started', origin },
      { kind: 'request', path: '/oauth2/token', status: 400, reason: 'no client has this id' },
    ])
  }, 30_000)

  it('says nothing when it is to be quiet, and forgets what it kept when it is told to', async () => {
    const folder = newFolder()
    const first = await start('--quiet', '--state', folder)
    const keysOf = async (origin: string) =>
      (await fetch(`${origin}/ap-northeast-2_toyseven/.well-known/jwks.json`)).text()
    await refused(first.origin)
    const keys = await keysOf(first.origin)
    expect(await first.end()).toBe('')
    expect(readdirSync(folder)).toEqual(['ap-northeast-2_toyseven.jsonl'])
    const second = await start('--quiet', '--state', folder, '--reset')
    expect(await keysOf(second.origin)).not.toBe(keys)
    await second.end()
  }, 30_000)

  it('does not start on a state that another process has', async () => {
    const folder = newFolder()
    const first = await start('--quiet', '--state', folder)
    const { code, complained } = await ask('--port', String(await freePort()), '--state', folder, '--quiet')
    expect([code, complained]).toEqual([1, expect.stringContaining('two local user pools cannot share one state')])
    await first.end()
    expect(existsSync(join(folder, 'ap-northeast-2_toyseven.jsonl.lock'))).toBe(false)
  }, 30_000)
})

describe('the terminal', () => {
  const request = { kind: 'request', atMs: 0, method: 'POST', path: '/oauth2/token', status: 400 } as const

  it('shows mails, and requests that were refused with why; not the others', () => {
    const reason = 'the client has a secret, and none was sent'
    expect(describeEvent({ ...request, reason })).toBe(`  ✗  400 POST /oauth2/token: ${reason}`)
    expect(describeEvent({ ...request, status: 200, reason: null })).toBeUndefined()
    const mail = { kind: 'mail', atMs: 0, to: 'a@example.com', subject: 'x', code: '123456' } as const
    expect(describeEvent(mail)).toBe('  ✉  to a@example.com: 123456')
  })
})
