import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { localClientId } from '../../local-cognito/defaults.ts'
import { claims, codeIn, exchange, readTokens, refresh, signedInTokens } from './token-calls.ts'
import { authorizeUrl, poolWith, startPool } from './start-pool.ts'

const rotation = { feature: 'ENABLED', retryGracePeriodSeconds: 0 } as const

describe('a reading of sources that disagree', () => {
  it.each([
    ['as-seen', 'error_description=invalid_scope&state=state-1&error=invalid_request'],
    ['as-documented', 'state=state-1&error=invalid_scope'],
  ] as const)('18: sets the error for a scope that the client does not have: %s', async (foreignScope, parameters) => {
    const { visitor } = await startPool({ config: poolWith({ readings: { foreignScope } }) })
    expect((await visitor.open(authorizeUrl({ scope: 'openid nonsense' }))).url).toContain(`/callback?${parameters}`)
  })

  it('18: can leave out a scope that the client does not have', async () => {
    const { pool, visitor } = await startPool({ config: poolWith({ readings: { foreignScope: 'ignored' } }) })
    const { access_token } = await signedInTokens(pool, visitor, { scope: 'openid nonsense' })
    expect(claims(access_token)['scope']).toBe('openid')
  })

  it.each([
    [true, 400],
    [false, 200],
  ])('sets whether a failed exchange uses up the code: %s', async (failedExchangeUsesCode, status) => {
    const { pool, visitor } = await startPool({ config: poolWith({ readings: { failedExchangeUsesCode } }) })
    const code = codeIn(await visitor.signIn(authorizeUrl(), 'minseo@example.com'))
    expect((await exchange(pool, code, { code_verifier: 'wrong' })).status).toBe(400)
    expect((await exchange(pool, code)).status).toBe(status)
  })

  it.each([
    [true, 400],
    [false, 200],
  ])('40: sets whether the replay of a rotated refresh token ends its family: %s', async (replayEndsFamily, status) => {
    const { pool, visitor } = await startPool({ config: poolWith({ readings: { replayEndsFamily } }) })
    pool.setRotation(localClientId, rotation)
    const { refresh_token } = await signedInTokens(pool, visitor)
    const next = await readTokens(await refresh(pool, refresh_token))
    expect((await refresh(pool, refresh_token)).status).toBe(400)
    expect((await refresh(pool, next.refresh_token)).status).toBe(status)
  })

  it.each([
    [true, 'nonce-1'],
    [false, undefined],
  ])('sets whether a refreshed ID token has the nonce: %s', async (refreshedIdTokenHasNonce, nonce) => {
    const { pool, visitor } = await startPool({ config: poolWith({ readings: { refreshedIdTokenHasNonce } }) })
    const { refresh_token } = await signedInTokens(pool, visitor)
    expect(claims((await readTokens(await refresh(pool, refresh_token))).id_token)['nonce']).toBe(nonce)
  })

  it('sets whether the ID token has the at_hash of OpenID Connect', async () => {
    const { pool, visitor } = await startPool({ config: poolWith({ readings: { idTokenHasAtHash: true } }) })
    const { access_token, id_token } = await signedInTokens(pool, visitor)
    const half = createHash('sha256').update(access_token).digest().subarray(0, 16)
    expect(claims(id_token)['at_hash']).toBe(half.toString('base64url'))
    const other = await startPool()
    expect(claims((await signedInTokens(other.pool, other.visitor)).id_token)).not.toHaveProperty('at_hash')
  })

  it('can add a slash before the query to a callback URL without a path', async () => {
    const { visitor } = await startPool({ config: poolWith({ readings: { bareHostGetsSlash: true } }) })
    const bare = authorizeUrl({ redirect_uri: 'http://localhost:3000' })
    expect(await visitor.signIn(bare, 'minseo@example.com')).toMatch(/^http:\/\/localhost:3000\/\?code=/)
  })
})
