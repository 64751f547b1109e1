import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ownCertificate } from '../../local-cognito/certificate.ts'
import { freePort } from '../local-cognito/free-port.ts'
import { cleanUp, closeAtEnd, printDoctor, runDoctor, servePool } from './doctor-runs.ts'

afterEach(cleanUp)

const byNetwork = (message: string) => ({
  status: 'failure',
  cause: 'network',
  message: expect.stringContaining(message),
  fix: expect.any(String),
})

describe('the doctor tells a failing network from a failing configuration:', () => {
  it('nothing listens at the domain', async () => {
    await servePool()
    const domain = `http://127.0.0.1:${await freePort()}`
    vi.stubEnv('VITE_COGNITO_DOMAIN', domain)
    const { code, of, report } = await runDoctor()
    expect(of('app-client')).toMatchObject(byNetwork(`${new URL(domain).host}: nothing accepts the connection`))
    expect(of('endpoints')).toMatchObject({ status: 'failure', cause: 'configuration' })
    const skipped = ['redirect-uri', 'code-grant', 'scopes', 'login-pages', 'provider:Google', 'sign-out-uri', 'cors']
    for (const check of [...skipped, 'revocation']) expect(of(check)).toMatchObject({ status: 'skipped' })
    expect(report.results.filter(({ cause }) => cause === 'network')).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('the host of the domain has no address', async () => {
    await servePool()
    vi.stubEnv('VITE_COGNITO_DOMAIN', 'https://doctor.invalid')
    const { code, of } = await runDoctor()
    expect(of('app-client')).toMatchObject(byNetwork('doctor.invalid: the host name cannot be resolved (DNS)'))
    expect(code).toBe(1)
  })

  it('the certificate is not trusted', async () => {
    const certificate = await ownCertificate(join(mkdtempSync(join(tmpdir(), 'doctor-')), 'certificate.pem'))
    await servePool({ certificate })
    const { code, of } = await runDoctor()
    expect(of('discovery')).toMatchObject(byNetwork('the TLS connection fails'))
    expect(code).toBe(1)
  })

  it('no answer comes in time', async () => {
    await servePool()
    const timeout = new AbortController()
    const silent = createServer(() => timeout.abort(new DOMException('too late', 'TimeoutError')))
    const port = await freePort()
    silent.listen(port, '127.0.0.1')
    await once(silent, 'listening')
    closeAtEnd(async () => {
      silent.closeAllConnections()
      silent.close()
    })
    vi.stubEnv('VITE_COGNITO_DOMAIN', `http://127.0.0.1:${port}`)
    const { code, of } = await runDoctor([], { now: Date.now, timeoutSignal: () => timeout.signal })
    expect(of('discovery')).toMatchObject({ status: 'ok' })
    expect(of('app-client')).toMatchObject(byNetwork('no answer in time'))
    expect(code).toBe(1)
  })

  it.each([
    ['the server fails', { kind: 'status', status: 503, throttled: false }, 'busy or fails (HTTP 503)'],
    ['the pool throttles', { kind: 'status', status: 400, throttled: true }, 'busy or fails (HTTP 400)'],
    ['the connection breaks', { kind: 'lost' }, 'the connection broke'],
  ] as const)('%s', async (_title, fault, message) => {
    const pool = await servePool()
    pool.fail({ endpoint: '/oauth2/token', times: 1, ...fault })
    const { code, of } = await runDoctor()
    expect(of('app-client')).toMatchObject(byNetwork(message))
    expect(code).toBe(1)
  })

  it('and marks it in the text', async () => {
    await servePool()
    vi.stubEnv('VITE_COGNITO_ISSUER', `http://127.0.0.1:${await freePort()}/ap-northeast-2_doctor`)
    const { output } = await printDoctor(['--mode', 'loopback'])
    expect(output).toMatch(
      /\? 127\.0\.0\.1:\d+: nothing accepts the connection \(ECONNREFUSED\)\.\n {4}Check the network/,
    )
    expect(output).toMatch(/- keys: 127\.0\.0\.1:\d+ did not answer\./)
    expect(output).toContain('1 failed (1 by the network)')
  })
})
