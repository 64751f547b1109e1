import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { claims, signedInTokens } from './token-calls.ts'
import { authorizeUrl, configWith, startPool } from './start-pool.ts'

const openAuthorize = async (change: Record<string, string | null>, options = {}) => {
  const { visitor } = await startPool(options)
  return visitor.open(authorizeUrl(change))
}

describe('authorize', () => {
  it('8: redirects a browser without a session to /login with the query unchanged', async () => {
    const { pool } = await startPool()
    const url = authorizeUrl({ state: 'a%20b+c', foo: 'bar' })
    const response = await pool.fetch(new Request(url))
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toBe(`${localOrigin}/login${new URL(url).search}`)
  })

  it('9: redirects a browser with a session to the callback at once, without a page', async () => {
    const { visitor } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    const second = await visitor.open(authorizeUrl())
    expect(second.url).toMatch(/^http:\/\/localhost:3000\/callback\?code=/)
  })

  it('10: ends the session 60 minutes after the sign-in, even if it was used at minute 59', async () => {
    const { visitor, clock } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    clock.pass(59 * 60)
    expect((await visitor.open(authorizeUrl())).url).toContain('/callback?code=')
    clock.pass(60)
    expect((await visitor.open(authorizeUrl())).url).toContain('/login?')
  })

  it.each([
    ['11: a redirect URI that is not registered', 'https://evil.example/callback'],
    ['12: an added slash', 'http://localhost:3000/'],
    ['12: an added slash after the path', 'http://localhost:3000/callback/'],
    ['13: 127.0.0.1 instead of localhost', 'http://127.0.0.1:3000/callback'],
    ['another case', 'http://localhost:3000/Callback'],
    ['another port', 'http://localhost:3001/callback'],
    ['a query', 'http://localhost:3000/callback?x=1'],
  ])('%s: shows the difference on a page and does not redirect to the app', async (_what, redirectUri) => {
    const page = await openAuthorize({ redirect_uri: redirectUri })
    expect(page.url).toBe(`${localOrigin}/error?error=redirect_mismatch&client_id=local-web-client`)
    expect(page.status).toBe(400)
    const text = page.text.replaceAll(/<[^>]+>/g, '')
    expect(text).toContain(redirectUri)
    expect(text).toContain('http://localhost:3000/callback')
  })

  it('shows its own page for an unknown client', async () => {
    const page = await openAuthorize({ client_id: 'unknown-client' })
    expect(new URL(page.url).origin).toBe(localOrigin)
  })

  it.each([
    ['14: no response_type', { response_type: null }, 'error=invalid_request'],
    ['15: a challenge without a method', { code_challenge_method: null }, 'error=invalid_request'],
    ['15: the method plain', { code_challenge_method: 'plain' }, 'error=invalid_request'],
    ['the implicit grant', { response_type: 'token' }, 'error=unauthorized_client'],
    [
      '18, 20: a scope that the client does not have',
      { scope: 'openid nonsense' },
      'error_description=invalid_scope&state=state-1&error=invalid_request',
    ],
    ['22: prompt=none without a session', { prompt: 'none' }, 'error=login_required&state=state-1'],
  ])('%s: redirects to the app with an error', async (_what, change, parameters) => {
    const page = await openAuthorize(change)
    expect(page.url).toContain('http://localhost:3000/callback?')
    expect(page.url).toContain(parameters)
  })

  it('17: redirects to the app with an error if the client allows the implicit grant only', async () => {
    const page = await openAuthorize({}, { config: configWith({ allowedOAuthFlows: ['implicit'] }) })
    expect(page.url).toContain('error=unauthorized_client')
  })

  it('19: grants all scopes of the client if the request names none', async () => {
    const { pool, visitor } = await startPool()
    const { access_token } = await signedInTokens(pool, visitor, { scope: null })
    expect(claims(access_token)['scope']).toBe('openid email profile phone aws.cognito.signin.user.admin')
  })

  it('21: returns the state byte for byte, on success and on error', async () => {
    const { visitor } = await startPool()
    const raw = 'a%2Bb%20c+d%7E%25'
    const url = (change = '') => authorizeUrl({ state: null, prompt: null }) + `&state=${raw}${change}`
    expect((await visitor.open(url('&prompt=none'))).url).toContain(`state=${raw}`)
    expect(await visitor.signIn(url(), 'minseo@example.com')).toContain(`state=${raw}`)
  })

  it('23: shows the form for prompt=login even if the browser has a session', async () => {
    const { visitor } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    expect((await visitor.open(authorizeUrl({ prompt: 'login' }))).url).toContain('/login?')
  })

  it('accepts a callback URL without a path, as in the AWS walk-through, and adds no slash to it', async () => {
    const { visitor } = await startPool()
    const callback = await visitor.signIn(authorizeUrl({ redirect_uri: 'http://localhost:3000' }), 'minseo@example.com')
    expect(callback).toMatch(/^http:\/\/localhost:3000\?code=/)
  })
})
