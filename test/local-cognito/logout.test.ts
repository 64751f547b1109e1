import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { authorizeUrl, startPool } from './start-pool.ts'

async function signedIn() {
  const started = await startPool()
  await started.visitor.signIn(authorizeUrl(), 'minseo@example.com')
  const logout = (query: string) => started.visitor.logout(`${localOrigin}/logout?${query}`)
  const isSignedIn = async () => (await started.visitor.open(authorizeUrl())).url.includes('/callback?code=')
  return { ...started, logout, isSignedIn }
}

const client = 'client_id=local-web-client'

describe('logout', () => {
  it('51: clears the session and redirects to the registered URL without a change', async () => {
    const { logout, isSignedIn } = await signedIn()
    expect((await logout(`${client}&logout_uri=http://localhost:3000&state=x`)).url).toBe('http://localhost:3000')
    expect(await isSignedIn()).toBe(false)
  })

  it.each([
    ['52: a URL that is not registered', `${client}&logout_uri=http://localhost:3000/`, 'redirect_uri'],
    [
      '53: OpenID Connect’s parameters',
      `${client}&post_logout_redirect_uri=http://localhost:3000&id_token_hint=x`,
      'redirect_uri',
    ],
    ['55: no client', 'logout_uri=http://localhost:3000', 'client_id'],
  ])('%s: shows an error page and keeps the session', async (_what, query, parameter) => {
    const { logout, isSignedIn } = await signedIn()
    const page = await logout(query)
    expect(page.url).toContain(`${localOrigin}/logout`)
    expect(page.text).toContain(`Required String parameter &#39;${parameter}&#39; is not present`)
    expect(await isSignedIn()).toBe(true)
  })

  it('54: with a callback URL and response_type, clears the session and shows the form', async () => {
    const { logout, isSignedIn } = await signedIn()
    const page = await logout(`${client}&redirect_uri=http://localhost:3000/callback&response_type=code`)
    expect(page.url).toContain('/login?')
    expect(await isSignedIn()).toBe(false)
  })
})
