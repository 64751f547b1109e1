import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLocalPool } from '../../local-cognito/pool.ts'
import { createFileStorage } from '../../local-cognito/state/file-storage.ts'
import { authorizeUrl, createClock, startPool } from './start-pool.ts'
import { readTokens, refresh, signedInTokens } from './token-calls.ts'

function newFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'local-cognito-')), 'state.json')
}

describe('the state file', () => {
  it('keeps keys, sessions, users and refresh tokens over a restart', async () => {
    const file = newFile()
    const clock = createClock()
    const first = await startPool({ storage: createFileStorage(file, () => {}), now: clock.now })
    const { refresh_token } = await signedInTokens(first.pool, first.visitor)
    first.pool.close()
    const lines: string[] = []
    const pool = await createLocalPool({ storage: createFileStorage(file, (line) => lines.push(line)), now: clock.now })
    expect((await readTokens(await refresh(pool, refresh_token))).id_token).toEqual(expect.any(String))
    const jwks = 'http://127.0.0.1:9229/ap-northeast-2_toyseven/.well-known/jwks.json'
    const keysOf = async (of: typeof pool) => (await of.fetch(new Request(jwks))).json()
    expect(await keysOf(pool)).toEqual(await keysOf(first.pool))
    const cookie = `cognito=${first.visitor.cookies.get('cognito') ?? ''}`
    const back = await pool.fetch(new Request(authorizeUrl(), { headers: { cookie } }))
    expect(back.headers.get('location')).toContain('/callback?code=')
    expect(lines).toEqual([])
  })

  it('contains no refresh token in plain text, and only its owner can read it', async () => {
    const file = newFile()
    const { pool, visitor } = await startPool({ storage: createFileStorage(file, () => {}) })
    const { refresh_token = '' } = await signedInTokens(pool, visitor)
    pool.close()
    expect(readFileSync(file, 'utf8')).not.toContain(refresh_token)
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it.each([
    '{"half":',
    '[]',
    '{"localCognito":99}\n',
    '',
    '{"localCognito":2}\n["nowhere","x",{}]\n',
    '{"localCognito":2}\n["sessions","x",{}]\n',
  ])('with the content %j is renamed with one log line, and the pool starts with an empty state', async (junk) => {
    const file = newFile()
    writeFileSync(file, junk)
    const lines: string[] = []
    const { visitor } = await startPool({
      storage: createFileStorage(
        file,
        (line) => lines.push(line),
        () => 7,
      ),
    })
    expect(await visitor.signIn(authorizeUrl(), 'minseo@example.com')).toContain('code=')
    expect(lines).toHaveLength(1)
    const folder = join(file, '..')
    const aside = readdirSync(folder).find((name) => name.includes('.broken-7')) ?? ''
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(junk)
  })

  it('loses at most half a line if the process ends in the middle of a write', async () => {
    const file = newFile()
    const clock = createClock()
    const first = await startPool({ storage: createFileStorage(file, () => {}), now: clock.now })
    const { refresh_token } = await signedInTokens(first.pool, first.visitor)
    first.pool.close()
    appendFileSync(file, '["sessions","half')
    const lines: string[] = []
    const { pool } = await startPool({ storage: createFileStorage(file, (line) => lines.push(line)), now: clock.now })
    await readTokens(await refresh(pool, refresh_token))
    pool.close()
    expect(lines).toEqual([])
    expect(readFileSync(file, 'utf8')).not.toContain('half')
  })

  it('is written anew, with current lines only, once most lines are out of date', async () => {
    const file = newFile()
    const { pool, visitor } = await startPool({ storage: createFileStorage(file, () => {}) })
    // Each sign-in ends the previous session and starts one: it writes two lines, of which one row remains.
    for (let round = 0; round < 600; round += 1) {
      const page = await visitor.open(authorizeUrl({ prompt: 'login' }))
      await visitor.submit(page, { person: 'minseo@example.com' })
    }
    pool.close()
    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(1_100)
  })

  it('cannot be opened by a second pool until the first one closes it', async () => {
    const file = newFile()
    const { pool } = await startPool({ storage: createFileStorage(file, () => {}) })
    expect(() => createFileStorage(file, () => {})).toThrow(/is in use by process \d+: two local user pools/)
    pool.close()
    createFileStorage(file, () => {}).close()
  })

  it('cannot be opened while another process uses it, but can after that process ends without closing it', async () => {
    const file = newFile()
    const child = spawn('node', ['-e', ''])
    await once(child, 'exit')
    writeFileSync(`${file}.lock`, String(child.pid))
    createFileStorage(file, () => {}).close()
    writeFileSync(`${file}.lock`, String(process.ppid))
    expect(() => createFileStorage(file, () => {})).toThrow(`is in use by process ${process.ppid}`)
  })
})
