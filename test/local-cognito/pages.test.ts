import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { claims, codeIn, exchange, readTokens } from './token-calls.ts'
import { authorizeUrl, startPool } from './start-pool.ts'

describe('the sign-in page', () => {
  it('says the same for a wrong password and an unknown person, and keeps what was typed', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl())
    for (const username of ['minseo@example.com', 'nobody@example.com']) {
      const again = await visitor.submit(page, { username, password: 'wrong' })
      expect(again.text).toContain('Incorrect username or password.')
      expect(again.text).toContain(`value="${username}"`)
      expect(again.text).not.toContain('wrong"')
    }
  })

  it('signs in with a password, whatever the case of the address', async () => {
    const { visitor } = await startPool()
    expect(await visitor.signIn(authorizeUrl(), 'MinSeo@Example.com', 'Local-pass-1')).toContain('code=')
  })

  it('refuses a form without its token', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl())
    visitor.cookies.delete('XSRF-TOKEN')
    expect((await visitor.submit(page, { person: 'minseo@example.com' })).status).toBe(403)
  })

  it('24: fills in login_hint and speaks the language asked for, also later', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl({ login_hint: 'a"b@example.com', lang: 'ko' }))
    expect(page.text).toContain('value="a&quot;b@example.com"')
    expect(page.text).toContain('<html lang="ko">')
    expect((await visitor.open(authorizeUrl())).text).toContain('<html lang="ko">')
  })

  it('25: says that a provider is not available when its name is written otherwise', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl({ identity_provider: 'google' }))
    expect(page.url).toContain('/login?')
    expect(page.text).toContain('Login option is not available. Please try another one')
  })

  it('26: cannot be framed, read by another site, or kept; and has no script', async () => {
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

  it('escapes whatever came in the query', async () => {
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

  it('25: is reached straight from identity_provider=Google', async () => {
    const { visitor } = await startPool()
    expect((await visitor.open(direct)).url).toContain('/__local/google')
  })

  it('47: makes a person whose name begins with google_ and who has an identity', async () => {
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

  it('48: puts in a nonce of its own when none was sent, and none on the way by cookie', async () => {
    const { pool, visitor } = await startPool()
    const url = authorizeUrl({ identity_provider: 'Google', nonce: null })
    const first = await readTokens(await exchange(pool, codeIn(await visitor.signInWithGoogle(url, 'sam@gmail.com'))))
    expect(claims(first.id_token)['nonce']).toEqual(expect.any(String))
    const second = await readTokens(await exchange(pool, codeIn((await visitor.open(url)).url)))
    expect(claims(second.id_token)).not.toHaveProperty('nonce')
  })

  it('tells the app that the person cancelled, description first', async () => {
    const { visitor } = await startPool()
    expect(await visitor.cancelGoogle(direct)).toMatch(
      /^http:\/\/localhost:3000\/callback\?error_description=[\w+]+&state=state-1&error=access_denied$/,
    )
  })

  it('stays with Invalid State when the way back is not this browser’s', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(`${localOrigin}/oauth2/idpresponse?code=x&state=y`)
    expect(page.text).toContain('Invalid State')
    expect(page.text).toContain('An error was encountered with the requested page.')
  })

  it('56: is still signed in after /logout, and comes back silently', async () => {
    const { visitor } = await startPool()
    await visitor.signInWithGoogle(direct, 'sam@gmail.com')
    await visitor.logout(`${localOrigin}/logout?client_id=local-web-client&logout_uri=http://localhost:3000`)
    expect((await visitor.open(direct)).url).toContain('/callback?code=')
  })
})
