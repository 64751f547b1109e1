import { afterEach, describe, expect, it, vi } from 'vitest'
import { freePort } from '../local-cognito/free-port.ts'
import { cleanUp, runDoctor, servePool } from './doctor-runs.ts'
import { previewSite, rewritingSite, withHeader, type Rewrite } from './doctor-site.ts'

afterEach(cleanUp)

const failing = (message: string, fix: string) => ({
  status: 'failure',
  cause: 'configuration',
  message: expect.stringContaining(message),
  fix: expect.stringContaining(fix),
})

/** A pool where the URLs of an app at this port are registered. */
async function poolFor(port: number): Promise<void> {
  const origin = `http://127.0.0.1:${port}`
  await servePool({ client: { callbackUrls: [`${origin}/callback`], signOutUrls: [origin] } })
}

async function runWith(rewrite: Rewrite) {
  const port = await freePort()
  await poolFor(port)
  return runDoctor(['--app', await rewritingSite(port, rewrite)])
}

describe('the doctor, with --app', () => {
  it('finds nothing wrong with an app that is served as `vite preview` serves it', async () => {
    const port = await freePort()
    await poolFor(port)
    const { code, report, of } = await runDoctor(['--app', await previewSite(port)])
    expect(report.results.filter(({ status }) => status !== 'ok')).toEqual([])
    const names = report.results.map(({ check }) => check).filter((check) => check.startsWith('app'))
    expect(names).toEqual(['app-client', 'app', 'app-headers', 'app-fallback', 'app-callback', 'app-assets'])
    expect(of('redirect-uri')?.message).toContain(`http://127.0.0.1:${port}/callback`)
    expect(code).toBe(0)
  })

  it('takes the callback and sign-out URLs of an app below a path', async () => {
    const origin = `http://127.0.0.1:${await freePort()}`
    await servePool({ client: { callbackUrls: [`${origin}/app/callback`], signOutUrls: [`${origin}/app`] } })
    const { of } = await runDoctor(['--app', `${origin}/app`])
    for (const check of ['redirect-uri', 'sign-out-uri']) expect(of(check)).toMatchObject({ status: 'ok' })
  })

  it('app: finds that something else is there, and skips the rest', async () => {
    const { code, of } = await runWith(() => new Response('Hello', { headers: { 'content-type': 'text/html' } }))
    expect(of('app')).toMatchObject(failing('does not serve the app (HTTP 200)', 'dist/'))
    for (const check of ['app-headers', 'app-fallback', 'app-callback', 'app-assets']) {
      expect(of(check)).toMatchObject({ status: 'skipped' })
    }
    expect(code).toBe(1)
  })

  it('app: tells that nothing listens there', async () => {
    const port = await freePort()
    await poolFor(port)
    const { code, of } = await runDoctor(['--app', `http://127.0.0.1:${port}`])
    expect(of('app')).toMatchObject({ status: 'failure', cause: 'network' })
    expect(code).toBe(1)
  })

  it.each([
    ['a missing one', 'X-Frame-Options', null, 'X-Frame-Options is missing'],
    ['another value', 'Referrer-Policy', 'origin', 'Referrer-Policy is "origin", not "no-referrer"'],
    ['a weaker policy', 'Content-Security-Policy', "default-src 'none'", 'Content-Security-Policy lacks script-src'],
  ])('app-headers: finds %s', async (_title, name, value, message) => {
    const { code, of } = await runWith((_path, response) => withHeader(response, name, value))
    expect(of('app-headers')).toMatchObject(failing(message, 'npm run headers'))
    expect(code).toBe(1)
  })

  it('app-headers: finds a source that the policy should not allow, but accepts the script of another build', async () => {
    const change = (from: string, to: string) => (_path: string, response: Response) => {
      const policy = response.headers.get('content-security-policy') ?? ''
      return withHeader(response, 'content-security-policy', policy.replace(from, to))
    }
    const loose = await runWith(change("script-src 'self'", "script-src 'self' 'unsafe-inline'"))
    expect(loose.of('app-headers')).toMatchObject(failing("allows 'unsafe-inline' in script-src", 'npm run headers'))
    await cleanUp()
    const twoBuilds = await runWith(change("script-src 'self'", "script-src 'self' 'sha256-AAAA'"))
    expect(twoBuilds.of('app-headers')).toMatchObject({ status: 'ok' })
  })

  it.each([
    ['no fallback', '/account/doctor'],
    ['no fallback for a path with a dot', '/account/john.doe'],
  ])('app-fallback: finds %s', async (_title, path) => {
    const { code, of } = await runWith((asked, response) =>
      asked === path ? new Response('Not found', { status: 404 }) : response,
    )
    expect(of('app-fallback')).toMatchObject(failing(`${path} does not show the app (HTTP 404)`, 'index.html'))
    expect(code).toBe(1)
  })

  it.each([
    ['a callback that is not found', /^\/callback\?/],
    ['a callback with a final slash that is not found', /^\/callback\/\?/],
  ])('app-callback: finds %s', async (_title, pattern) => {
    const { code, of } = await runWith((path, response) =>
      pattern.test(path) ? new Response('Not found', { status: 404 }) : response,
    )
    expect(of('app-callback')).toMatchObject(failing('does not show the app (HTTP 404)', 'final slash'))
    expect(code).toBe(1)
  })

  it('app-callback: accepts a redirect that adds the slash, and finds one that drops the query', async () => {
    const redirect = (to: string) => (path: string, response: Response) =>
      path.startsWith('/callback?') ? new Response(null, { status: 301, headers: { location: to } }) : response
    const kept = await runWith(redirect('/callback/?code=doctor&state=doctor'))
    expect(kept.of('app-callback')).toMatchObject({ status: 'ok' })
    await cleanUp()
    const dropped = await runWith(redirect('/callback/'))
    expect(dropped.of('app-callback')).toMatchObject(failing('does not show the app (HTTP 301)', 'keep the query'))
  })

  it('app-callback: names the host where a sign-in goes on', async () => {
    const port = await freePort()
    await poolFor(port)
    vi.stubEnv('VITE_COGNITO_REDIRECT_URI', 'https://app.toyseven.dev/callback')
    const { of } = await runDoctor(['--app', await previewSite(port)])
    expect(of('app-callback')).toMatchObject({
      status: 'warning',
      message: expect.stringContaining('https://app.toyseven.dev'),
    })
  })

  it.each([
    ['an asset that is not immutable', 'HTTP 200', (response: Response) => withHeader(response, 'cache-control', null)],
    ['an asset that is not there', 'HTTP 404', () => new Response('', { status: 404 })],
  ])('app-assets: finds %s', async (title, _status, change) => {
    const { code, of } = await runWith((path, response) => (path.endsWith('1234.css') ? change(response) : response))
    const message = title.includes('immutable')
      ? 'no Cache-Control, not "public, max-age=31536000, immutable"'
      : 'not there'
    expect(of('app-assets')).toMatchObject(failing(message, 'assets/'))
    expect(code).toBe(1)
  })

  it.each([
    [
      'answered with the page',
      (response: Response) => new Response('<html>', { headers: response.headers }),
      'HTTP 200, not 404',
    ],
    [
      'kept for ever',
      (response: Response) => withHeader(response, 'cache-control', 'public, max-age=31536000, immutable'),
      'may be kept for ever',
    ],
  ])('app-assets: finds a missing asset that is %s', async (_title, change, message) => {
    const { code, of } = await runWith((path, response) =>
      path.includes('doctor-00000000') ? change(response) : response,
    )
    expect(of('app-assets')).toMatchObject(failing(message, ''))
    expect(code).toBe(1)
  })
})
