import { describe, expect, it } from 'vitest'
import { defaultPoolConfig } from '../../local-cognito/defaults.ts'
import { claims, refresh, signedInTokens, userInfo, readTokens } from './token-calls.ts'
import { poolWith, startPool } from './start-pool.ts'

describe('configured claims', () => {
  it('from custom attributes are in the ID token and userInfo, as strings, but not in the access token', async () => {
    const people = defaultPoolConfig.people.map((person) => ({ ...person, attributes: { 'custom:team': '7' } }))
    const { pool, visitor } = await startPool({ config: poolWith({ people }) })
    const { id_token, access_token } = await signedInTokens(pool, visitor)
    expect(claims(id_token)).toMatchObject({ 'custom:team': '7' })
    expect(claims(access_token)).not.toHaveProperty('custom:team')
    expect(await (await userInfo(pool, access_token)).json()).toMatchObject({ 'custom:team': '7' })
  })

  it('from a trigger are added to each token and removed from it, after a refresh too', async () => {
    const triggers = { idTokenClaims: { plan: 'pro' }, accessTokenClaims: { tenant: 7 }, suppressedClaims: ['name'] }
    const { pool, visitor } = await startPool({ config: poolWith({ triggers }) })
    const first = await signedInTokens(pool, visitor)
    for (const tokens of [first, await readTokens(await refresh(pool, first.refresh_token))]) {
      expect(claims(tokens.id_token)).toMatchObject({ plan: 'pro' })
      expect(claims(tokens.id_token)).not.toHaveProperty('name')
      expect(claims(tokens.access_token)).toMatchObject({ tenant: 7 })
    }
  })

  it('from a trigger cannot replace or remove the claims that Cognito protects', async () => {
    const triggers = { idTokenClaims: { sub: 'x', aud: 'y', exp: 1 }, suppressedClaims: ['iss', 'token_use'] }
    const { pool, visitor } = await startPool({ config: poolWith({ triggers }) })
    const token = claims((await signedInTokens(pool, visitor)).id_token)
    expect(token).toMatchObject({ aud: 'local-web-client', iss: pool.issuer, token_use: 'id' })
    expect(token['sub']).toBe(pool.people()[0]?.sub)
  })
})
