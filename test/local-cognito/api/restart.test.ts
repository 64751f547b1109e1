import { describe, expect, it } from 'vitest'
import { defaultPoolConfig } from '../../../local-cognito/defaults.ts'
import { createMemoryStorage } from '../../../local-cognito/state/storage.ts'
import { hashOf } from '../../../local-cognito/state/secret.ts'
import { startPool } from '../start-pool.ts'
import { claims, readTokens, refresh } from '../token-calls.ts'
import { clientId, minseo, minseoSub, poolId } from './start-api.ts'

describe('the users of the API after a restart', () => {
  it('keep their attributes, groups and passwords; removed ones stay removed', async () => {
    const storage = createMemoryStorage()
    const config = { ...defaultPoolConfig, groups: ['testers'] }
    const call = async (name: string, body: object) => {
      const { pool } = await startPool({ storage, config })
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${name}`,
        authorization: 'AWS4-HMAC-SHA256 x',
      }
      const request = new Request(config.origin, { method: 'POST', body: JSON.stringify(body), headers })
      const response = await pool.fetch(request)
      return { status: response.status, body: await response.json() }
    }
    const user = { UserPoolId: poolId, Username: 'new@example.com' }
    await call('AdminCreateUser', { ...user, UserAttributes: [{ Name: 'nickname', Value: 'New' }] })
    await call('AdminSetUserPassword', { ...user, Password: 'Chosen-pass-1', Permanent: true })
    await call('AdminAddUserToGroup', { ...user, GroupName: 'testers' })
    const moved = [{ Name: 'email', Value: 'moved@example.com' }]
    await call('AdminUpdateUserAttributes', { ...user, UserAttributes: moved })
    await call('AdminDeleteUser', { UserPoolId: poolId, Username: minseo })
    const AuthParameters = { USERNAME: 'moved@example.com', PASSWORD: 'Chosen-pass-1' }
    const signIn = { ClientId: clientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters }
    expect((await call('InitiateAuth', signIn)).status).toBe(200)
    const found = await call('AdminGetUser', { UserPoolId: poolId, Username: 'moved@example.com' })
    expect(JSON.stringify(found.body.UserAttributes)).toContain('"Value":"New"')
    const groups = await call('AdminListGroupsForUser', { UserPoolId: poolId, Username: 'moved@example.com' })
    expect(groups.body.Groups).toMatchObject([{ GroupName: 'testers' }])
    for (const Username of [minseo, 'new@example.com']) {
      expect((await call('AdminGetUser', { UserPoolId: poolId, Username })).body.__type).toBe('UserNotFoundException')
    }
  })
})

describe('a saved sign-in from before the API', () => {
  it('is one of the hosted UI', async () => {
    const storage = createMemoryStorage()
    const authenticatedAtMs = Date.UTC(2025, 11, 31)
    const times = { authenticatedAtMs, expiresAtMs: authenticatedAtMs + 30 * 24 * 3600_000 }
    const chain = { clientId, sub: minseoSub, scopes: ['openid'], nonce: null, ...times }
    storage.rewrite([
      '{"localCognito":2}',
      JSON.stringify(['refreshChains', 'jti', chain]),
      JSON.stringify(['refreshTokens', hashOf('token'), { originJti: 'jti', usableUntilMs: null }]),
    ])
    const { pool } = await startPool({ storage })
    const { access_token } = await readTokens(await refresh(pool, 'token'))
    expect(claims(access_token)).toMatchObject({ version: 2, scope: 'openid' })
  })
})
