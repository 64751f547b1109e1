import { http, HttpResponse } from 'msw'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../scripts/doctor.ts'
import { joinNetwork, tokenUrl } from '../support/pool.ts'
import { TestClock } from '../support/test-clock.ts'

const network = joinNetwork()

beforeEach(async () => {
  await network.startPool(new TestClock())
  vi.stubEnv('VITE_COGNITO_USER_POOL_ID', 'ap-northeast-2_toyseven')
  vi.stubEnv('VITE_COGNITO_CLIENT_ID', 'local-web-client')
  vi.stubEnv('VITE_COGNITO_DOMAIN', 'http://127.0.0.1:9229')
  vi.stubEnv('VITE_COGNITO_ISSUER', 'http://127.0.0.1:9229/ap-northeast-2_toyseven')
  return () => vi.unstubAllEnvs()
})

async function run(): Promise<{ code: number; lines: string }> {
  const lines: string[] = []
  vi.spyOn(console, 'info').mockImplementation((line: string) => lines.push(line))
  return { code: await main(), lines: lines.join('\n') }
}

describe('the doctor', () => {
  it('reports no problem for an existing pool and a public client', async () => {
    const { code, lines } = await run()
    expect(lines).toContain('✓ The pool answers at http://127.0.0.1:9229.')
    expect(lines).toContain('✓ The app client exists and has no secret.')
    expect(code).toBe(0)
  })

  it('reports an app client that has a secret', async () => {
    network.server.use(http.post(tokenUrl, () => HttpResponse.json({ error: 'invalid_client' }, { status: 400 })))
    const { code, lines } = await run()
    expect(lines).toContain('✗ invalid_client: the app client has a secret')
    expect(code).toBe(1)
  })

  it('reports a domain that does not belong to the pool', async () => {
    vi.stubEnv('VITE_COGNITO_DOMAIN', 'http://127.0.0.1:9999')
    network.server.use(http.post('http://127.0.0.1:9999/oauth2/token', () => HttpResponse.error()))
    const { code, lines } = await run()
    expect(lines).toContain('not http://127.0.0.1:9999/oauth2/token')
    expect(code).toBe(1)
  })

  it('reports that the pool does not respond, without guessing the cause', async () => {
    network.server.use(http.all('http://127.0.0.1:9229/*', () => HttpResponse.error()))
    const { code, lines } = await run()
    expect(lines).toContain('? http://127.0.0.1:9229/ap-northeast-2_toyseven did not answer.')
    expect(code).toBe(1)
  })

  it('lists the errors of the configuration before it sends a request', async () => {
    vi.stubEnv('VITE_COGNITO_SCOPES', 'email')
    const { code, lines } = await run()
    expect(lines).toBe('✗ VITE_COGNITO_SCOPES must contain "openid".')
    expect(code).toBe(1)
  })
})
