import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { claims, codeIn, exchange, readTokens } from './token-calls.ts'
import { authorizeUrl, startPool } from './start-pool.ts'

describe('the sign-in page', () => {
  it('shows the same error for a wrong password and an unknown user, and keeps the user name', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl())
    for (const username of ['minseo@example.com', 'unknown@example.com']) {
      const again = await visitor.submit(page, { username, password: 'wrong' })
      expect(again.text).toContain('Incorrect username or password.')
      expect(again.text).toContain(`value="${username}"`)
      expect(again.text).not.toContain('wrong"')
    }
  })

  it('signs in with a password, and ignores the case of the email address', async () => {
    const { visitor } = await startPool()
    expect(await visitor.signIn(authorizeUrl(), 'MinSeo@Example.com', 'Local-pass-1')).toContain('code=')
  })

  it('refuses a form without its CSRF token', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl())
    visitor.cookies.delete('XSRF-TOKEN')
    expect((await visitor.submit(page, { person: 'minseo@example.com' })).status).toBe(403)
  })

  it('24: fills in login_hint and uses the requested language, also for later requests', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl({ login_hint: 'a"b@example.com', lang: 'ko' }))
    expect(page.text).toContain('value="a&quot;b@example.com"')
    expect(page.text).toContain('<html lang="ko">')
    expect((await visitor.open(authorizeUrl())).text).toContain('<html lang="ko">')
  })

  it('25: shows that a provider is not available if its name is in another case', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl({ identity_provider: 'google' }))
    expect(page.url).toContain('/login?')
    expect(page.text).toContain('Login option is not available. Please try another one')
  })

  it('26: cannot be framed, read by another site or cached, and has no script', async () => {
    const { visitor } = await startPool()
    for (const url of [authorizeUrl(), `${localOrigin}/error?error=x`, `${localOrigin}/logout`]) {
      const { headers, text } = await visitor.open(url, { origin: 'http://localhost:3000' })
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.has('access-control-allow-origin')).toBe(false)
      expect(headers.get('cache-control')).toContain('no-store')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(text).not.toMatch(/<script|<style|style=|\son\w+=/i)
    }
  })

  it('has an icon of its own, which its policy allows: browsers do not ask for /favicon.ico', async () => {
    const { visitor } = await startPool()
    for (const url of [authorizeUrl(), `${localOrigin}/error?error=x`, `${localOrigin}/nowhere`, `${localOrigin}/`]) {
      const { headers, text, url: pageUrl } = await visitor.open(url)
      const [, path = 'no icon'] = /<link rel="icon" href="([^"]+)"/.exec(text) ?? []
      const icon = new URL(path, pageUrl)
      expect([icon.origin, headers.get('content-security-policy')]).toEqual([
        localOrigin,
        expect.stringContaining("; img-src 'self';"),
      ])
      const answer = await visitor.open(icon.href)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
    }
  })

  it('escapes every value of the query', async () => {
    const { visitor } = await startPool()
    const evil = '"><img src=x onerror=alert(1)>'
    const urls = [
      authorizeUrl({ login_hint: evil }),
      authorizeUrl({ redirect_uri: evil }),
      authorizeUrl({ client_id: evil }),
    ]
    for (const url of urls) expect((await visitor.open(url)).text).not.toContain('<img')
  })
})

describe('Google', () => {
  const direct = authorizeUrl({ identity_provider: 'Google' })

  it('25: opens directly for identity_provider=Google', async () => {
    const { visitor } = await startPool()
    expect((await visitor.open(direct)).url).toContain('/__local/google')
  })

  it('47: creates a user whose user name begins with google_, and who has an identity', async () => {
    const { pool, visitor } = await startPool()
    const tokens = await readTokens(
      await exchange(pool, codeIn(await visitor.signInWithGoogle(direct, 'haneul@gmail.com'))),
    )
    expect(claims(tokens.id_token)).toMatchObject({
      'cognito:username': 'google_103000000000000000001',
      email: 'haneul@gmail.com',
      identities: [
        {
          userId: '103000000000000000001',
          providerName: 'Google',
          providerType: 'Google',
          issuer: null,
          primary: 'true',
          dateCreated: expect.stringMatching(/^\d{13}$/),
        },
      ],
    })
  })

  it('48: adds its own nonce if the request has none, but not if the session cookie signs the user in', async () => {
    const { pool, visitor } = await startPool()
    const url = authorizeUrl({ identity_provider: 'Google', nonce: null })
    const first = await readTokens(await exchange(pool, codeIn(await visitor.signInWithGoogle(url, 'sam@gmail.com'))))
    expect(claims(first.id_token)['nonce']).toEqual(expect.any(String))
    const second = await readTokens(await exchange(pool, codeIn((await visitor.open(url)).url)))
    expect(claims(second.id_token)).not.toHaveProperty('nonce')
  })

  it('reports to the app that the user cancelled, with the description first', async () => {
    const { visitor } = await startPool()
    expect(await visitor.cancelGoogle(direct)).toMatch(
      /^http:\/\/localhost:3000\/callback\?error_description=[\w+]+&state=state-1&error=access_denied$/,
    )
  })

  it('shows Invalid State if another browser started the flow', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(`${localOrigin}/oauth2/idpresponse?code=x&state=y`)
    expect(page.text).toContain('Invalid State')
    expect(page.text).toContain('An error was encountered with the requested page.')
  })

  it('56: keeps the user signed in after /logout, so that the next sign-in shows no page', async () => {
    const { visitor } = await startPool()
    await visitor.signInWithGoogle(direct, 'sam@gmail.com')
    await visitor.logout(`${localOrigin}/logout?client_id=local-web-client&logout_uri=http://localhost:3000`)
    expect((await visitor.open(direct)).url).toContain('/callback?code=')
  })
})
