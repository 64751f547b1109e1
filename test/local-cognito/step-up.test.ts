import { describe, expect, it } from 'vitest'
import { authorizeUrl, poolWith, startPool } from './start-pool.ts'
import { claims, readTokens, refresh, signedInTokens } from './token-calls.ts'

describe('max_age', () => {
  it('accepts a session that is younger, and shows the sign-in page for an older one', async () => {
    const { visitor, clock } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    clock.pass(299)
    expect((await visitor.open(authorizeUrl({ max_age: '300' }))).url).toContain('/callback?code=')
    clock.pass(1)
    expect((await visitor.open(authorizeUrl({ max_age: '300' }))).url).toContain('/login?')
  })

  it('does not offer the older session on the sign-in page', async () => {
    const { visitor, clock } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    const loginUrl = authorizeUrl({ max_age: '300' }).replace('/oauth2/authorize', '/login')
    expect((await visitor.open(loginUrl)).text).toContain('name="remembered"')
    clock.pass(300)
    expect((await visitor.open(loginUrl)).text).not.toContain('name="remembered"')
  })

  it('of zero always shows the sign-in page', async () => {
    const { visitor } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    expect((await visitor.open(authorizeUrl({ max_age: '0' }))).url).toContain('/login?')
  })

  it('with prompt=none and an older session returns login_required', async () => {
    const { visitor, clock } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    clock.pass(300)
    const { url } = await visitor.open(authorizeUrl({ max_age: '300', prompt: 'none' }))
    expect(new URL(url).searchParams.get('error')).toBe('login_required')
  })

  it.each(['', '-1', 'soon', '1e3'])('%j is ignored', async (maxAge) => {
    const { visitor, clock } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    clock.pass(300)
    expect((await visitor.open(authorizeUrl({ max_age: maxAge }))).url).toContain('/callback?code=')
  })

  it('is ignored with readings.ignoresStepUp', async () => {
    const { visitor, clock } = await startPool({ config: poolWith({ readings: { ignoresStepUp: true } }) })
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    clock.pass(300)
    expect((await visitor.open(authorizeUrl({ max_age: '1' }))).url).toContain('/callback?code=')
  })
})

describe('acr_values', () => {
  it('shows the sign-in page to a session below the level, and accepts one that reaches it', async () => {
    const { visitor } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    expect((await visitor.open(authorizeUrl({ acr_values: 'urn:cognito:loa:3' }))).url).toContain('/login?')
    const either = 'urn:cognito:loa:3 urn:cognito:loa:1'
    expect((await visitor.open(authorizeUrl({ acr_values: either }))).url).toContain('/callback?code=')
  })

  it('is ignored if no level is known', async () => {
    const { visitor } = await startPool()
    await visitor.signIn(authorizeUrl(), 'minseo@example.com')
    expect((await visitor.open(authorizeUrl({ acr_values: 'urn:example:gold' }))).url).toContain('/callback?code=')
  })
})

describe('the claims acr and amr', () => {
  it('are in both tokens if the request asked for a step-up, and survive a refresh', async () => {
    const { pool, visitor } = await startPool()
    const asked = await signedInTokens(pool, visitor, { acr_values: 'urn:cognito:loa:1' })
    const refreshed = await readTokens(await refresh(pool, asked.refresh_token))
    for (const token of [asked.id_token, asked.access_token, refreshed.id_token, refreshed.access_token]) {
      expect(claims(token)).toMatchObject({ acr: 'urn:cognito:loa:1', amr: ['pwd'] })
    }
  })

  it('are missing otherwise', async () => {
    const { pool, visitor } = await startPool()
    const { id_token } = await signedInTokens(pool, visitor)
    expect(claims(id_token)).not.toHaveProperty('acr')
    expect(claims(id_token)).not.toHaveProperty('amr')
  })
})
