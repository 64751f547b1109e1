import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { authorizeUrl, configWith, poolWith, startPool } from './start-pool.ts'

const classic = { config: poolWith({ managedLoginVersion: 1 }) }

describe('the classic hosted UI', () => {
  it('22: ignores prompt', async () => {
    const { visitor } = await startPool(classic)
    expect((await visitor.open(authorizeUrl({ prompt: 'none' }))).url).toContain('/login?')
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    expect((await visitor.open(authorizeUrl({ prompt: 'login' }))).url).toContain('/callback?code=')
  })

  it('24: ignores lang, and sets no cookie for it', async () => {
    const { visitor } = await startPool(classic)
    expect((await visitor.open(authorizeUrl({ lang: 'ko' }))).text).toContain('<html lang="en">')
    expect(visitor.cookies.has('lang')).toBe(false)
  })

  it('27: shows its page for a client without a style, unless classicNeedsStyle is set', async () => {
    const clients = configWith({ hasStyle: false }).clients
    const { visitor } = await startPool({ config: poolWith({ managedLoginVersion: 1, clients }) })
    expect((await visitor.open(authorizeUrl())).status).toBe(200)
    const readings = { classicNeedsStyle: true }
    const strict = await startPool({ config: poolWith({ managedLoginVersion: 1, clients, readings }) })
    expect((await strict.visitor.open(authorizeUrl())).text).toContain('Login pages unavailable')
  })

  it('28: accepts a form from a page that was open for an hour', async () => {
    const { visitor, clock } = await startPool(classic)
    const page = await visitor.open(authorizeUrl())
    clock.pass(3600)
    expect((await visitor.submit(page, { person: 'minseo@example.com' })).url).toContain('/callback?code=')
  })
})

describe('managed login', () => {
  it('22: returns a code for prompt=none if the browser has a session', async () => {
    const { visitor } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    expect((await visitor.open(authorizeUrl({ prompt: 'none' }))).url).toContain('/callback?code=')
  })

  it('27: shows no page at all for a client without a style', async () => {
    const { visitor } = await startPool({ config: configWith({ hasStyle: false }) })
    for (const path of ['/login', '/signup', '/forgotPassword']) {
      const { search } = new URL(authorizeUrl())
      expect((await visitor.open(`${localOrigin}${path}${search}`)).text).toContain('Login pages unavailable')
    }
  })

  it('28: refuses a form from a page that was open for five minutes, and accepts it one second earlier', async () => {
    const { visitor, clock } = await startPool()
    const page = await visitor.open(authorizeUrl())
    clock.pass(5 * 60)
    const late = await visitor.submit(page, { person: 'minseo@example.com' })
    expect([late.status, late.text]).toEqual([400, expect.stringContaining('Something went wrong')])
    const fresh = await visitor.open(authorizeUrl())
    clock.pass(5 * 60 - 1)
    expect((await visitor.submit(fresh, { person: 'minseo@example.com' })).url).toContain('/callback?code=')
  })
})

describe('an issuer on a separate host', () => {
  const issuerOrigin = 'http://127.0.0.1:9230'
  const config = poolWith({ issuerOrigin })

  it('1: is the issuer of the pool, and its discovery document names the host of the pages', async () => {
    const { pool } = await startPool({ config })
    expect(pool.issuer).toBe(`${issuerOrigin}/ap-northeast-2_toyseven`)
    const discovery = await pool.fetch(new Request(`${pool.issuer}/.well-known/openid-configuration`))
    expect(await discovery.json()).toMatchObject({
      issuer: pool.issuer,
      authorization_endpoint: `${localOrigin}/oauth2/authorize`,
      jwks_uri: `${pool.issuer}/.well-known/jwks.json`,
    })
  })

  it('2: serves no pages, and the host of the pages does not serve the key set', async () => {
    const { pool } = await startPool({ config })
    const atPages = await pool.fetch(
      new Request(pool.issuer.replace(issuerOrigin, localOrigin) + '/.well-known/jwks.json'),
    )
    expect([atPages.status, atPages.headers.get('content-type')]).toEqual([400, expect.stringContaining('text/html')])
    const { search } = new URL(authorizeUrl())
    expect((await pool.fetch(new Request(`${issuerOrigin}/login${search}`))).status).toBe(404)
  })
})
