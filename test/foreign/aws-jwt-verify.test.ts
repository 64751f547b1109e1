import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { describe, expect, it } from 'vitest'
import { localClientId, localPoolId } from '../../local-cognito/defaults.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { poolWith, startPool } from '../local-cognito/start-pool.ts'
import { signedInTokens } from '../local-cognito/token-calls.ts'

/** The library expects the issuer of AWS. It requests keys over https only, so each test passes the keys to it. */
const config = poolWith({ issuerOrigin: 'https://cognito-idp.ap-northeast-2.amazonaws.com' })

async function verifierOf(
  pool: LocalPool,
  tokenUse: 'id' | 'access',
  change: { groups?: string; clientId?: string } = {},
) {
  const verifier = CognitoJwtVerifier.create({ userPoolId: localPoolId, tokenUse, clientId: localClientId, ...change })
  verifier.cacheJwks(await (await pool.fetch(new Request(`${pool.issuer}/.well-known/jwks.json`))).json())
  return verifier
}

async function signedIn() {
  const started = await startPool({ config, now: Date.now })
  return { ...started, tokens: await signedInTokens(started.pool, started.visitor) }
}

describe('aws-jwt-verify', () => {
  it('accepts the access token and the ID token, but not one as the other', async () => {
    const { pool, tokens } = await signedIn()
    const access = await verifierOf(pool, 'access')
    expect(await access.verify(tokens.access_token)).toMatchObject({ token_use: 'access', client_id: localClientId })
    const id = await verifierOf(pool, 'id')
    expect(await id.verify(tokens.id_token ?? '')).toMatchObject({ token_use: 'id', aud: localClientId })
    await expect(id.verify(tokens.access_token)).rejects.toThrow('Token use not allowed')
    await expect(access.verify(tokens.id_token ?? '')).rejects.toThrow('Token use not allowed')
  })

  it('refuses a token for another client, and for a group that the user is not in', async () => {
    const { pool, tokens } = await signedIn()
    const other = await verifierOf(pool, 'access', { clientId: 'other' })
    await expect(other.verify(tokens.access_token)).rejects.toThrow('Client ID not allowed')
    const admins = await verifierOf(pool, 'access', { groups: 'admins' })
    await expect(admins.verify(tokens.access_token)).rejects.toThrow(/group/i)
  })

  it('refuses a token of the old keys, and accepts a token of the new keys', async () => {
    const { pool, tokens, visitor } = await signedIn()
    const body = JSON.stringify({ action: 'rotate-keys' })
    await pool.fetch(new Request(`${config.origin}/__local/actions`, { method: 'POST', body }))
    const access = await verifierOf(pool, 'access')
    // The asynchronous `verify` would request the key from AWS.
    expect(() => access.verifySync(tokens.access_token)).toThrow('JWK for kid')
    access.verifySync((await signedInTokens(pool, visitor)).access_token)
  })
})
