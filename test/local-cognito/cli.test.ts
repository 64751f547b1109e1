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

/** Runs the command with arguments that let it end by itself, and returns what it prints. */
async function runToEnd(...args: string[]): Promise<{ code: number | undefined; output: string; errors: string }> {
  const info = vi.spyOn(console, 'info').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const code = await main(args)
  return { code, output: info.mock.calls.join('\n'), errors: error.mock.calls.join('\n') }
}

/** Starts the command in its own process and waits until it responds. `end` stops it and returns its output. */
async function start(...args: string[]) {
  const port = await freePort()
  const root = join(import.meta.dirname, '../..')
  const child = spawn('node', ['scripts/run.mjs', 'local-cognito/cli.ts', '--port', String(port), ...args], {
    cwd: root,
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const origin = `http://127.0.0.1:${port}`
  await vi.waitFor(() => fetch(`${origin}/__local/people`), { timeout: 15_000 })
  const end = async () => {
    child.kill('SIGINT')
    await once(child, 'exit')
    return output
  }
  return { origin, end }
}

const refused = (origin: string) =>
  fetch(`${origin}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'x', client_id: 'unknown-client' }),
  })

describe('the command', () => {
  it('prints a help text with a line for each option', async () => {
    const { code, output } = await runToEnd('--help')
    expect(code).toBe(0)
    for (const option of [
      'config',
      'port',
      'host',
      'allow-host',
      'wait',
      'https',
      'state',
      'memory',
      'reset',
      'quiet',
      'json',
      'for',
      'help',
    ]) {
      expect(output).toContain(`--${option} `)
    }
  })

  it.each([['--nonsense'], ['--port', 'x'], ['--port', '0'], ['--for', 'angular'], ['--config', 'nowhere.json']])(
    'refuses %j with an error message and exit code 2',
    async (...args) => {
      const { code, errors } = await runToEnd(...args)
      expect(code).toBe(2)
      expect(errors).toMatch(/--nonsense|--port has to be|--for has to be|nowhere\.json: there is no such file/)
    },
  )

  it('prints every fault of a configuration file', async () => {
    const file = join(newFolder(), 'pools.json')
    writeFileSync(file, JSON.stringify({ pools: [{ poolId: 'x', port: 'y' }] }))
    const { code, errors } = await runToEnd('--config', file)
    expect(code).toBe(2)
    expect(errors.split('\n')).toEqual([
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
  ])('prints the configuration to paste into another app: %s', async (name, options, lines) => {
    const { code, output } = await runToEnd('--for', name, ...options)
    expect(code).toBe(0)
    for (const line of lines) expect(output).toContain(line)
  })

  it('prints each event as a line of JSON with --json', async () => {
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

  it('prints nothing with --quiet, and deletes its state with --reset', async () => {
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

  it('does not start with a state that another process uses', async () => {
    const folder = newFolder()
    const first = await start('--quiet', '--state', folder)
    const { code, errors } = await runToEnd('--port', String(await freePort()), '--state', folder, '--quiet')
    expect([code, errors]).toEqual([1, expect.stringContaining('two local user pools cannot share one state')])
    await first.end()
    expect(existsSync(join(folder, 'ap-northeast-2_toyseven.jsonl.lock'))).toBe(false)
  }, 30_000)
})

describe('the terminal', () => {
  const request = { kind: 'request', atMs: 0, method: 'POST', path: '/oauth2/token', status: 400 } as const

  it('shows mails, and refused requests with the reason, but no other requests', () => {
    const reason = 'the client has a secret, and none was sent'
    expect(describeEvent({ ...request, reason })).toBe(`  ✗  400 POST /oauth2/token: ${reason}`)
    expect(describeEvent({ ...request, status: 200, reason: null })).toBeUndefined()
    const mail = { kind: 'mail', atMs: 0, to: 'a@example.com', subject: 'x', code: '123456' } as const
    expect(describeEvent(mail)).toBe('  ✉  to a@example.com: 123456')
  })
})
