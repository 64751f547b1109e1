import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../local-cognito/defaults.ts'
import { authorizeUrl, configWith, startPool } from './start-pool.ts'

const wordsOf = (page: { text: string }) =>
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
  ])('says of %s which character differs', async (redirect_uri, words) => {
    const { visitor } = await startPool()
    expect(wordsOf(await visitor.open(authorizeUrl({ redirect_uri })))).toContain(words)
  })

  it('marks the place, in the URL received and in the one registered', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(authorizeUrl({ redirect_uri: 'http://localhost:3001/callback' }))
    expect(page.text).toContain('http://localhost:300<mark>1</mark>/callback')
    expect(page.text).toContain('http://localhost:300<mark>0</mark>/callback')
  })

  it('shows the URLs that are registered where none was sent', async () => {
    const { visitor } = await startPool()
    expect(wordsOf(await visitor.open(authorizeUrl({ redirect_uri: null })))).toContain(
      'http://localhost:3000/callback',
    )
  })

  it('names the clients that there are where the one named is none', async () => {
    const { visitor } = await startPool()
    const words = wordsOf(await visitor.open(authorizeUrl({ client_id: 'nobody' })))
    expect(words).toContain('No client has the id nobody.')
    expect(words).toContain('local-web-client')
  })

  it('66: says why no URL counts of a client whose OAuth settings are off', async () => {
    const { visitor } = await startPool({ config: configWith({ allowedOAuthFlowsUserPoolClient: false }) })
    const page = await visitor.open(authorizeUrl())
    expect(page.url).toContain('/error?error=redirect_mismatch')
    expect(wordsOf(page)).toContain('AllowedOAuthFlowsUserPoolClient is false')
  })

  it('shows nobody else what this browser sent', async () => {
    const { pool, visitor } = await startPool()
    const mine = await visitor.open(authorizeUrl({ redirect_uri: 'http://localhost:3001/callback' }))
    const other = await pool.fetch(new Request(mine.url))
    expect(await other.text()).not.toContain('3001')
  })
})

describe('the page for a sign-out URL that is not registered', () => {
  it('52: has Cognito’s text, and what would have fitted', async () => {
    const { visitor } = await startPool()
    const page = await visitor.open(
      `${localOrigin}/logout?client_id=local-web-client&logout_uri=http://localhost:3000/`,
    )
    const words = wordsOf(page)
    expect(words).toContain("Required String parameter 'redirect_uri' is not present")
    expect(words).toContain('From character 22 on: “/” instead of (nothing).')
  })
})
