import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../../scripts/doctor/ask.ts'
import { discovery, otherFormOf } from '../../scripts/doctor/pool/discovery.ts'
import { endpoints } from '../../scripts/doctor/pool/endpoints.ts'
import type { Target } from '../../scripts/doctor/target.ts'
import { localConfig } from '../support/local-app.ts'
import { cleanUp, printDoctor, runDoctor, servePool } from './doctor-runs.ts'

afterEach(cleanUp)

const failing = (message: string, fix: string) => ({
  status: 'failure',
  cause: 'configuration',
  message: expect.stringContaining(message),
  fix: expect.stringContaining(fix),
})
const skipped = { status: 'skipped', cause: null, fix: null }
const loginPages = 'AWS console: user pool › App clients › the client › Login pages › Edit'

describe('the doctor finds, without a sign-in:', () => {
  it('redirect-uri: a callback URL that is not registered', async () => {
    await servePool({ client: { callbackUrls: ['http://localhost:3000/callback/'] } })
    const { code, of } = await runDoctor()
    expect(of('redirect-uri')).toMatchObject(
      failing('redirect_mismatch: the callback URL http://localhost:3000/callback is not registered', loginPages),
    )
    expect(of('app-client')).toMatchObject({ status: 'ok' })
    expect(of('login-pages')).toMatchObject(skipped)
    expect(code).toBe(1)
  })

  it('app-client: an unknown client', async () => {
    await servePool()
    vi.stubEnv('VITE_COGNITO_CLIENT_ID', 'another-client')
    const { code, of } = await runDoctor()
    expect(of('app-client')).toMatchObject(
      failing('invalid_client: the pool has no app client with this ID', 'AWS console: user pool › App clients'),
    )
    for (const check of ['redirect-uri', 'sign-out-uri', 'revocation']) expect(of(check)).toMatchObject(skipped)
    expect(code).toBe(1)
  })

  it('app-client: a client that has a secret', async () => {
    await servePool({ client: { secret: 'a-secret' } })
    const { code, of } = await runDoctor()
    expect(of('app-client')).toMatchObject(
      failing('invalid_client: the app client has a secret', 'Create an app client without a secret'),
    )
    expect(of('redirect-uri')).toMatchObject({ status: 'ok' })
    expect(code).toBe(1)
  })

  it('app-client: a client that has a secret, where only the sign-out URL is registered', async () => {
    await servePool({ client: { secret: 'a-secret', callbackUrls: [] } })
    const { of } = await runDoctor()
    expect(of('app-client')).toMatchObject(failing('the app client has a secret', 'without a secret'))
  })

  it('code-grant: a client with the implicit grant alone', async () => {
    await servePool({ client: { allowedOAuthFlows: ['implicit'] } })
    const { code, of } = await runDoctor()
    expect(of('code-grant')).toMatchObject(failing('unauthorized_client', 'Turn on Authorization code grant'))
    expect(of('redirect-uri')).toMatchObject({ status: 'ok' })
    expect(of('app-client')).toMatchObject({ status: 'ok' })
    expect(code).toBe(1)
  })

  it('scopes: each scope that the client does not allow, by its name', async () => {
    await servePool({ client: { scopes: ['openid', 'profile'] } })
    vi.stubEnv('VITE_COGNITO_SCOPES', 'openid email profile phone')
    const { code, of } = await runDoctor()
    expect(of('scopes')).toMatchObject(
      failing('invalid_scope: the app client does not allow email, phone.', 'OpenID Connect scopes'),
    )
    expect(code).toBe(1)
  })

  it('login-pages: managed login without a style', async () => {
    await servePool({ client: { hasStyle: false } })
    const { code, of } = await runDoctor()
    expect(of('login-pages')).toMatchObject(failing('Login pages unavailable', 'create-managed-login-branding'))
    expect(code).toBe(1)
  })

  it('login-pages: a page that cannot be shown', async () => {
    const pool = await servePool()
    pool.fail({ endpoint: '/login', kind: 'status', status: 404, throttled: false, times: 1 })
    const { code, of } = await runDoctor()
    expect(of('login-pages')).toMatchObject(failing('The sign-in page answers HTTP 404', loginPages))
    expect(code).toBe(1)
  })

  it('app-client, redirect-uri, revocation: a domain that is an ordinary web server', async () => {
    await servePool({ rewrite: () => new Response('Not found', { status: 404 }) })
    const { code, of } = await runDoctor()
    for (const check of ['app-client', 'redirect-uri', 'revocation']) {
      expect(of(check)).toMatchObject(
        failing('does not answer as a user pool’s does (HTTP 404)', 'VITE_COGNITO_DOMAIN'),
      )
    }
    for (const check of ['code-grant', 'scopes', 'login-pages', 'provider:Google']) {
      expect(of(check)).toMatchObject(skipped)
    }
    expect(code).toBe(1)
  })

  it('login-pages: an error for which there is no other check', async () => {
    const location = 'http://localhost:3000/callback?error_description=Connection+reset&state=doctor&error=server_error'
    await servePool({
      rewrite: (request, response) =>
        request.url.includes('/oauth2/authorize')
          ? new Response(null, { status: 302, headers: { location } })
          : response,
    })
    const { code, of } = await runDoctor()
    expect(of('login-pages')).toMatchObject(failing('server_error Connection reset', 'README.md'))
    expect(code).toBe(1)
  })

  it.each([
    ['is not enabled', { providers: ['COGNITO'] }, 'Google'],
    ['is misspelt', {}, 'google'],
  ])('provider: a provider that %s', async (_title, client, name) => {
    await servePool({ client })
    vi.stubEnv('VITE_COGNITO_PROVIDERS', name)
    const { code, of } = await runDoctor()
    expect(of(`provider:${name}`)).toMatchObject(
      failing(`Login option is not available: the app client has no provider with the name ${name}`, loginPages),
    )
    expect(code).toBe(1)
  })

  it('provider: COGNITO is the pool’s own sign-in page', async () => {
    await servePool()
    vi.stubEnv('VITE_COGNITO_PROVIDERS', 'COGNITO')
    const { of } = await runDoctor()
    expect(of('provider:COGNITO')).toMatchObject({ status: 'ok' })
  })

  it('sign-out-uri: a sign-out URL that is not registered', async () => {
    await servePool({ client: { signOutUrls: ['http://localhost:3000/'] } })
    const { code, of } = await runDoctor()
    expect(of('sign-out-uri')).toMatchObject(
      failing('/logout answers with the page about a missing redirect_uri', 'Allowed sign out URLs'),
    )
    expect(code).toBe(1)
  })

  it('cors: a token endpoint that pages cannot read', async () => {
    const pool = await servePool()
    pool.fail({ endpoint: '/oauth2/token', kind: 'no-cors', times: 1 })
    const { code, of } = await runDoctor()
    expect(of('cors')).toMatchObject(failing('Access-Control-Allow-Origin is missing', 'a proxy or a CDN'))
    expect(of('app-client')).toMatchObject({ status: 'ok' })
    expect(code).toBe(1)
  })

  it('revocation: a client with revocation turned off', async () => {
    await servePool({ client: { enableTokenRevocation: false } })
    const { code, of } = await runDoctor()
    expect(of('revocation')).toMatchObject(failing('token revocation turned off', 'EnableTokenRevocation'))
    expect(code).toBe(1)
  })

  it('discovery, keys: a pool that does not exist', async () => {
    const { config } = await servePool()
    vi.stubEnv('VITE_COGNITO_ISSUER', `${config.issuerOrigin}/ap-northeast-2_other`)
    const { code, of } = await runDoctor()
    expect(of('discovery')).toMatchObject(failing('There is no user pool at', 'VITE_COGNITO_USER_POOL_ID'))
    expect(of('keys')).toMatchObject(failing('There are no signing keys at', 'VITE_COGNITO_USER_POOL_ID'))
    expect(code).toBe(1)
  })

  it('discovery: another issuer', async () => {
    const found = 'https://issuer-cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_doctor'
    await servePool({ rewrite: documentWith({ issuer: found }) })
    const { code, of } = await runDoctor()
    expect(of('discovery')).toMatchObject(failing(`names another issuer: ${found}`, `VITE_COGNITO_ISSUER=${found}`))
    expect(code).toBe(1)
  })

  it('prints no control characters of a server', async () => {
    await servePool({ rewrite: documentWith({ issuer: 'https://a\u001b[2J' }) })
    const { output } = await printDoctor(['--mode', 'loopback'])
    expect(output).toContain('names another issuer: https://a?[2J.')
    expect(output).not.toContain('\u001b')
  })

  it('endpoints: a domain that is not the pool’s', async () => {
    const { config } = await servePool()
    await servePool()
    vi.stubEnv('VITE_COGNITO_DOMAIN', config.origin)
    const { code, of } = await runDoctor()
    expect(of('endpoints')).toMatchObject(failing(`not ${config.origin}/oauth2/authorize`, 'VITE_COGNITO_DOMAIN'))
    expect(code).toBe(1)
  })

  it('endpoints: a pool without a domain', async () => {
    await servePool({
      rewrite: (request, response) =>
        documentWith({ authorization_endpoint: request.url.replace(/\.well-known.*/, 'authorize') })(request, response),
    })
    const { of } = await runDoctor()
    expect(of('endpoints')).toMatchObject(failing('The pool has no domain', 'Create Cognito domain'))
  })

  it.each([
    ['6 minutes ahead', 360, { status: 'failure', cause: 'configuration' }],
    ['2 minutes ahead', 120, { status: 'warning', cause: 'configuration' }],
    ['an hour behind', -3600, { status: 'warning', cause: 'configuration' }],
    ['2 seconds ahead', 2, { status: 'ok', cause: null }],
  ])('clock: a clock that is %s', async (_title, aheadSeconds, expected) => {
    const poolMs = Date.UTC(2026, 0, 1)
    await servePool({ now: () => poolMs })
    const { of } = await runDoctor([], {
      now: () => poolMs + aheadSeconds * 1000,
      timeoutSignal: () => AbortSignal.timeout(10_000),
    })
    expect(of('clock')).toMatchObject(expected)
  })
})

describe('the two forms of an issuer', () => {
  const original = 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123'
  const updated = 'https://issuer-cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123'

  it('lead to each other; another issuer has no other form', () => {
    expect([otherFormOf(original), otherFormOf(updated)]).toEqual([updated, original])
    expect(otherFormOf('http://127.0.0.1:9229/ap-northeast-2_AbCdEf123')).toBeNull()
  })

  it.each([original, updated])('are both accepted: %s', async (issuer) => {
    expect(await discovery.run(targetAt(issuer, { [issuer]: { issuer } }))).toMatchObject({ status: 'ok' })
  })

  it('name the setting if the pool answers at the other one only', async () => {
    const target = targetAt(original, { [updated]: { issuer: updated } })
    expect(await discovery.run(target)).toMatchObject({ status: 'failure', fix: `Set VITE_COGNITO_ISSUER=${updated}` })
  })

  it('need no setting if the build accepts both', async () => {
    const { config, ...target } = targetAt(original, { [updated]: { issuer: updated } })
    const both = { ...target, config: { ...config, session: { ...config.session, updatedIssuer: updated } } }
    expect(await discovery.run(both)).toEqual({ status: 'ok', message: `The pool’s issuer is ${updated}.` })
  })

  it('a pool with a custom domain names only that one, so its prefix domain is a warning', async () => {
    const document = { issuer: original, token_endpoint: 'https://auth.toyseven.dev/oauth2/token' }
    const { config, ...target } = targetAt(original, { [original]: document })
    const session = { ...config.session, domain: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com' }
    expect(await endpoints.run({ ...target, config: { ...config, session } })).toMatchObject({ status: 'warning' })
  })
})

/** Changes members of the discovery document. */
function documentWith(change: Readonly<Record<string, string>>) {
  return async (request: Request, response: Response) =>
    request.url.endsWith('/openid-configuration')
      ? Response.json({ ...(await response.json()), ...change }, { headers: { date: new Date().toUTCString() } })
      : response
}

/** A pool that answers with these discovery documents, by issuer, and with 404 otherwise. */
function targetAt(issuer: string, documents: Readonly<Record<string, Record<string, unknown>>>): Target {
  const config = {
    appName: '',
    providers: [],
    providerLabels: {},
    imageHosts: [],
    apiUrl: null,
    session: { ...localConfig, issuer },
  }
  const ask = async (url: string): Promise<Answer> => {
    const json = documents[url.replace('/.well-known/openid-configuration', '')]
    const rest = { headers: new Headers(), location: null, text: '', receivedAtMs: 0 }
    return { kind: 'answer', url, status: json === undefined ? 404 : 200, json: json ?? {}, ...rest }
  }
  return { userPoolId: 'ap-northeast-2_AbCdEf123', built: config, config, ask }
}
