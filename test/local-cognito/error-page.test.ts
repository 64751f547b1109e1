import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { authorizeUrl, configWith, startPool } from './start-pool.ts'

const textOf = (page: { text: string }) =>
  page.text
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")

describe('the page for a redirect URI that is not registered', () => {
  it.each([
    ['http://localhost:3000/', 'They differ by a slash at the end. From character 22 on: “/” instead of (nothing).'],
    [
      'http://localhost:3000/callback/',
      'They differ by a slash at the end. From character 31 on: “/” instead of (nothing).',
    ],
    [
      'http://127.0.0.1:3000/callback',
      'They differ in the host. From character 8 on: “127.0.0.1” instead of “localhost”.',
    ],
    ['https://localhost:3000/callback', 'They differ in the scheme. From character 5 on: “s” instead of (nothing).'],
    ['http://localhost:3001/callback', 'They differ in the port. From character 21 on: “1” instead of “0”.'],
    [
      'http://localhost:3000/Callback',
      'They differ in upper and lower case. From character 23 on: “C” instead of “c”.',
    ],
    ['http://localhost:3000/calback', 'They differ in the path. From character 26 on: (nothing) instead of “l”.'],
    [
      'http://localhost:3000/callback?x=1',
      'They differ in the query. From character 31 on: “?x=1” instead of (nothing).',
    ],
    ['http%3A%2F%2Flocalhost%3A3000%2Fcallback', 'One of them is escaped.'],
  ])('shows which character of %s differs', async (redirect_uri, text) => {
    const { visitor } = await startPool()
    expect(textOf(await visitor.open(authorizeUrl({ redirect_uri })))).toContain(text)
  })

  it('marks the difference in the received URL and in the registered URL', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl({ redirect_uri: 'http://localhost:3001/callback' }))
    expect(page.text).toContain('http://localhost:300<mark>1</mark>/callback')
    expect(page.text).toContain('http://localhost:300<mark>0</mark>/callback')
  })

  it('shows the registered URLs if the request has none', async () => {
    const { visitor } = await startPool()
    expect(textOf(await visitor.open(authorizeUrl({ redirect_uri: null })))).toContain('http://localhost:3000/callback')
  })

  it('lists the existing clients if the client id is unknown', async () => {
    const { visitor } = await startPool()
    const text = textOf(await visitor.open(authorizeUrl({ client_id: 'unknown-client' })))
    expect(text).toContain('No client has the id unknown-client.')
    expect(text).toContain('local-web-client')
  })

  it('66: explains why it accepts no URL of a client whose OAuth settings are off', async () => {
    const { visitor } = await startPool({ config: configWith({ allowedOAuthFlowsUserPoolClient: false }) })
    const page = await visitor.open(authorizeUrl())
    expect(page.url).toContain('/error?error=redirect_mismatch')
    expect(textOf(page)).toContain('AllowedOAuthFlowsUserPoolClient is false')
  })

  it('does not show another browser the URL that this browser sent', async () => {
    const { pool, visitor } = await startPool()
    const mine = await visitor.open(authorizeUrl({ redirect_uri: 'http://localhost:3001/callback' }))
    const other = await pool.fetch(new Request(mine.url))
    expect(await other.text()).not.toContain('3001')
  })
})

describe('the page for a sign-out URL that is not registered', () => {
  it('52: shows Cognito’s text, and the difference from the registered URL', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(
      `${localOrigin}/logout?client_id=local-web-client&logout_uri=http://localhost:3000/`,
    )
    const text = textOf(page)
    expect(text).toContain("Required String parameter 'redirect_uri' is not present")
    expect(text).toContain('From character 22 on: “/” instead of (nothing).')
  })
})
