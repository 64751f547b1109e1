import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { cleanUp, printDoctor, runDoctor, servePool } from './doctor-runs.ts'

afterEach(cleanUp)

const poolCheckNames = [
  'configuration',
  'region',
  'discovery',
  'endpoints',
  'keys',
  'clock',
  'app-client',
  'redirect-uri',
  'code-grant',
  'scopes',
  'login-pages',
  'provider:Google',
  'sign-out-uri',
  'cors',
  'revocation',
]

const failing = (message: string, fix: string) => ({
  status: 'failure',
  cause: 'configuration',
  message: expect.stringContaining(message),
  fix: expect.stringContaining(fix),
})

describe('the doctor', () => {
  it('finds nothing wrong with an existing pool and a public client, without a sign-in', async () => {
    const pool = await servePool()
    const { code, report } = await runDoctor()
    expect(report.results.map(({ check, status, cause, fix }) => [check, status, cause, fix])).toEqual(
      poolCheckNames.map((name) => [name, 'ok', null, null]),
    )
    expect(report).toMatchObject({ version: 1, mode: 'loopback', status: 'ok' })
    expect(code).toBe(0)
    expect(pool.requests().filter(({ path }) => path === '/oauth2/token')).toHaveLength(1)
  })

  it('prints each result, with the fix of each failure', async () => {
    const { issuer, config } = await servePool({ client: { signOutUrls: ['http://localhost:3000/'] } })
    const { code, output } = await printDoctor(['--mode', 'loopback'])
    expect(output).toContain('✓ The configuration is complete.')
    expect(output).toContain(`✓ The pool’s issuer is ${issuer}.`)
    expect(output).toContain(`✓ The pool answers at ${config.origin}.`)
    expect(output).toContain('✓ The app client exists and has no secret.')
    expect(output).toMatch(/✗ The sign-out URL http:\/\/localhost:3000 is not registered.*\n {4}Add exactly this URL/)
    expect(output).toContain('14 ok, 0 with a warning, 1 failed, 0 skipped')
    expect(code).toBe(1)
  })

  it('checks the local pool of `npm run dev` with --mode development', async () => {
    vi.stubEnv('VITE_COGNITO_USER_POOL_ID', '')
    const { output } = await printDoctor(['--mode', 'development', '--json'], {
      now: () => 0,
      timeoutSignal: () => AbortSignal.abort(new DOMException('', 'TimeoutError')),
    })
    expect(JSON.parse(output).results).toContainEqual(
      expect.objectContaining({ check: 'discovery', message: expect.stringContaining('127.0.0.1:9229') }),
    )
  })

  it('--help lists the options; a wrong option ends with 2', async () => {
    expect(await printDoctor(['--help'])).toMatchObject({ code: 0, output: expect.stringContaining('--app <url>') })
    expect(await printDoctor(['--no-such'])).toMatchObject({ code: 2, errors: expect.stringContaining('--no-such') })
    expect(await printDoctor(['--app', 'app'])).toMatchObject({ code: 2, errors: expect.stringContaining('--app') })
  })
})

describe('the doctor reads the configuration as the build does:', () => {
  it('lists its errors before it sends a request', async () => {
    const pool = await servePool()
    vi.stubEnv('VITE_COGNITO_SCOPES', 'email')
    const { code, report } = await runDoctor()
    expect(report.results).toEqual([
      { check: 'configuration', ...failing('VITE_COGNITO_SCOPES must contain "openid".', '.env') },
    ])
    expect(code).toBe(1)
    expect(pool.requests()).toEqual([])
  })

  it('the domain is in another region than the pool', async () => {
    await servePool()
    vi.stubEnv('VITE_COGNITO_DOMAIN', 'https://toyseven.auth.us-east-1.amazoncognito.com')
    const { of } = await runDoctor([], {
      now: Date.now,
      timeoutSignal: () => AbortSignal.abort(new DOMException('', 'TimeoutError')),
    })
    expect(of('region')).toMatchObject({
      status: 'warning',
      message: 'VITE_COGNITO_DOMAIN is in us-east-1, but the user pool is in ap-northeast-2.',
    })
  })

  it('the issuer is that of another pool', async () => {
    await servePool()
    vi.stubEnv('VITE_COGNITO_ISSUER', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEf123')
    const { of } = await runDoctor([], {
      now: Date.now,
      timeoutSignal: () => AbortSignal.abort(new DOMException('', 'TimeoutError')),
    })
    expect(of('region')).toMatchObject(failing('is not that of the pool ap-northeast-2_doctor', 'VITE_COGNITO_ISSUER'))
  })

  it('a project without any variable has a warning, and with --mode the errors of that mode', async () => {
    const noEnv = mkdtempSync(join(tmpdir(), 'doctor-'))
    vi.spyOn(process, 'cwd').mockReturnValue(noEnv)
    const { code, output } = await printDoctor([])
    expect(output).toContain('! No VITE_COGNITO_ variable is set')
    expect(code).toBe(0)
    const staging = await printDoctor(['--mode', 'staging'])
    expect(staging).toMatchObject({ code: 1, output: expect.stringContaining('✗ VITE_COGNITO_CLIENT_ID is missing.') })
  })

  it('--mode staging reads .env.staging; a pool of this computer is a warning there', async () => {
    const { config, issuer } = await servePool()
    vi.unstubAllEnvs()
    const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
    const lines = {
      VITE_COGNITO_USER_POOL_ID: config.poolId,
      VITE_COGNITO_CLIENT_ID: 'doctor-client',
      VITE_COGNITO_DOMAIN: config.origin,
      VITE_COGNITO_ISSUER: issuer,
    }
    writeFileSync(
      join(folder, '.env.staging'),
      Object.entries(lines)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    )
    vi.spyOn(process, 'cwd').mockReturnValue(folder)
    const { code, output } = await printDoctor(['--mode', 'staging', '--json'])
    const { mode, status, results } = JSON.parse(output)
    expect([code, mode, status]).toEqual([0, 'staging', 'warning'])
    expect(results[0]).toMatchObject({ check: 'configuration', status: 'warning', cause: 'configuration' })
    expect(results[0].message).toContain('A build with --mode staging is refused: VITE_COGNITO_DOMAIN')
    expect(results).toContainEqual(expect.objectContaining({ check: 'app-client', status: 'ok' }))
  })
})
