import { describe, expect, it } from 'vitest'
import { configForPage } from '../../src/config/app-config.ts'
import { readConfig } from '../../build/parse-env.ts'

const origin = 'http://localhost:3000'
const good = {
  VITE_COGNITO_USER_POOL_ID: 'ap-northeast-2_AbCdEf123',
  VITE_COGNITO_CLIENT_ID: '1h57kf5cpq17m0eml12EXAMPLE',
  VITE_COGNITO_DOMAIN: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
}
const read = (change: Record<string, string | undefined>) => readConfig({ ...good, ...change })
const issues = (change: Record<string, string | undefined>) => {
  const result = read(change)
  return result.ok ? [] : result.issues
}

describe('readConfig', () => {
  it.each([
    ['90m', 5400_000],
    ['12h', 43_200_000],
    ['30d', 2592_000_000],
  ])('reads a session life of %s', (value, sessionLifeMs) => {
    expect(read({ VITE_SESSION_LIFE: value })).toMatchObject({ config: { session: { sessionLifeMs } } })
  })

  it('needs three values and derives the rest', () => {
    expect(read({})).toEqual({
      ok: true,
      config: {
        appName: 'Toyseven',
        providers: [],
        providerLabels: { SignInWithApple: 'Apple', LoginWithAmazon: 'Amazon' },
        imageHosts: [],
        apiUrl: null,
        session: {
          issuer: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
          updatedIssuer: 'https://issuer-cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
          clientId: good.VITE_COGNITO_CLIENT_ID,
          domain: good.VITE_COGNITO_DOMAIN,
          redirectUri: '',
          logoutUri: '',
          scopes: 'openid email profile',
          storage: 'tab',
          sessionLifeMs: null,
          idleSignOutMs: null,
        },
      },
    })
  })

  it('C05, C06: adds https to a bare domain and drops a slash at its end', () => {
    const result = read({ VITE_COGNITO_DOMAIN: 'toyseven.auth.ap-northeast-2.amazoncognito.com/' })
    expect(result.ok && result.config.session.domain).toBe(good.VITE_COGNITO_DOMAIN)
  })

  it('keeps redirect and sign-out URLs unchanged', () => {
    const result = read({ VITE_COGNITO_REDIRECT_URI: `${origin}/`, VITE_COGNITO_LOGOUT_URI: `${origin}/` })
    expect(result.ok && result.config.session).toMatchObject({ redirectUri: `${origin}/`, logoutUri: `${origin}/` })
  })

  it('splits the providers', () => {
    const result = read({ VITE_COGNITO_PROVIDERS: ' Google, SignInWithApple ,' })
    expect(result.ok && result.config.providers).toEqual(['Google', 'SignInWithApple'])
  })

  it('C01: reports all missing values at once', () => {
    expect(readConfig({})).toEqual({
      ok: false,
      issues: Object.keys(good).map((variable) => ({ variable, rule: 'missing' })),
    })
  })

  it.each([
    ['C02', 'VITE_COGNITO_DOMAIN', '  ', 'missing'],
    ['C03', 'VITE_COGNITO_DOMAIN', 'https://your-domain.auth.ap-northeast-2.amazoncognito.com', 'placeholder'],
    ['C04', 'VITE_COGNITO_DOMAIN', 'http://auth.toyseven.dev', 'needs-https'],
    ['C07', 'VITE_COGNITO_DOMAIN', 'https://auth.toyseven.dev/login', 'domain-not-bare'],
    ['C07', 'VITE_COGNITO_DOMAIN', 'https://a@auth.toyseven.dev', 'domain-not-bare'],
    ['C08', 'VITE_COGNITO_DOMAIN', 'https://cognito-idp.ap-northeast-2.amazonaws.com/x', 'domain-is-issuer'],
    ['C09', 'VITE_COGNITO_DOMAIN', '"https://auth.toyseven.dev"', 'hidden-character'],
    ['C09', 'VITE_COGNITO_DOMAIN', 'https://auth.toy\u200bseven.dev', 'hidden-character'],
    ['C10', 'VITE_COGNITO_DOMAIN', 'javascript:alert(1)', 'needs-https'],
    ['C11', 'VITE_COGNITO_CLIENT_ID', 'two words', 'client-id-shape'],
    ['C12', 'VITE_COGNITO_CLIENT_ID', 'ap-northeast-2_AbCdEf123', 'client-id-is-pool-id'],
    ['C13', 'VITE_COGNITO_USER_POOL_ID', 'AbCdEf123', 'pool-id-shape'],
    ['C17', 'VITE_COGNITO_REDIRECT_URI', 'http://localhost:3000/#/callback', 'redirect-not-exact'],
    ['C17', 'VITE_COGNITO_REDIRECT_URI', 'http://localhost:3000/*', 'redirect-not-exact'],
    ['C18', 'VITE_COGNITO_LOGOUT_URI', 'http://toyseven.dev', 'needs-https'],
    ['C19', 'VITE_COGNITO_SCOPES', 'email profile', 'scopes-need-openid'],
    ['C20', 'VITE_COGNITO_SCOPES', 'openid,email', 'scopes-by-spaces'],
    ['C27', 'VITE_API_URL', 'http://api.toyseven.dev', 'needs-https'],
    ['C27', 'VITE_API_URL', '//evil.test/api', 'not-a-url'],
    ['C27', 'VITE_API_URL', '/\\evil.test/api', 'not-a-url'],
    ['C27', 'VITE_API_URL', 'api', 'not-a-url'],
    ['', 'VITE_SESSION_STORAGE', 'cookie', 'storage-choice'],
    ['', 'VITE_SESSION_LIFE', '30', 'duration-shape'],
    ['below what Cognito allows', 'VITE_SESSION_LIFE', '59m', 'duration-shape'],
    ['above what Cognito allows', 'VITE_SESSION_LIFE', '3651d', 'duration-shape'],
    ['', 'VITE_COGNITO_ISSUER', 'not a url', 'not-a-url'],
    ['C22', 'VITE_COGNITO_CLIENT_SECRET', 'x', 'looks-secret'],
    ['C23', 'VITE_SOMETHING', '1abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqr', 'looks-secret'],
    ['C23', 'VITE_SOMETHING', 'AKIAIOSFODNN7EXAMPLE', 'looks-secret'],
    ['C23', 'VITE_SOMETHING', '-----BEGIN PRIVATE KEY-----', 'looks-secret'],
  ])('%s: refuses %s=%s (%s)', (_row, variable, value, rule) => {
    expect(issues({ [variable]: value })).toContainEqual(expect.objectContaining({ variable, rule }))
  })

  it('never includes a value in its issues', () => {
    expect(JSON.stringify(read({ VITE_SOMETHING: 'AKIAIOSFODNN7EXAMPLE' }))).not.toContain('AKIA')
  })
})

describe('configForPage', () => {
  const built = (change: Record<string, string>) => {
    const result = read(change)
    if (!result.ok) throw new Error('The test has a broken configuration.')
    return result.config
  }

  it('C15: derives the callback and the sign-out URL from the page', () => {
    const page = configForPage(built({}), new URL(origin))
    expect(page.ok && page.config.session).toMatchObject({ redirectUri: `${origin}/callback`, logoutUri: origin })
  })

  it.each(['http://localhost:3000', 'http://localhost:3210', 'https://localhost:3000', 'https://app.toyseven.dev'])(
    'C27: resolves an API at a path with the origin of the page, %s',
    (page) => {
      const forPage = configForPage(built({ VITE_API_URL: '/api/v1/' }), new URL(page))
      expect(forPage.ok && forPage.config.apiUrl).toBe(`${page}/api/v1`)
    },
  )

  it('keeps the absolute URL of an API', () => {
    const forPage = configForPage(built({ VITE_API_URL: 'https://api.toyseven.dev/v1' }), new URL(origin))
    expect(forPage.ok && forPage.config.apiUrl).toBe('https://api.toyseven.dev/v1')
  })

  it('C16: refuses a callback on another origin than the page', () => {
    expect(
      configForPage(built({ VITE_COGNITO_REDIRECT_URI: 'http://localhost:5173/callback' }), new URL(origin)),
    ).toEqual({
      ok: false,
      issues: [{ variable: 'VITE_COGNITO_REDIRECT_URI', rule: 'other-origin' }],
      redirectUri: 'http://localhost:5173/callback',
    })
  })

  it('derives both from the path of an app that is not at the root of its host', () => {
    const page = configForPage(built({}), new URL(origin), '/app', true)
    expect(page.ok && page.config.session).toMatchObject({
      redirectUri: `${origin}/app/callback`,
      logoutUri: `${origin}/app`,
    })
  })

  it('accepts a callback on another origin for visitors, also where the page has no HTTPS', () => {
    const config = built({ VITE_COGNITO_REDIRECT_URI: 'https://www.toyseven.example/callback' })
    for (const address of ['https://toyseven.example', 'http://www.toyseven.example']) {
      const page = configForPage(config, new URL(address), '', true)
      expect(page.ok && page.config.session.redirectUri).toBe('https://www.toyseven.example/callback')
    }
  })

  it('F29: refuses an origin without HTTPS, since Cognito refuses it and the browser has no crypto on it', () => {
    expect(configForPage(built({}), new URL('http://192.168.0.7:3000'))).toEqual({
      ok: false,
      issues: [{ variable: 'VITE_COGNITO_REDIRECT_URI', rule: 'needs-https' }],
      redirectUri: '',
    })
  })
})
