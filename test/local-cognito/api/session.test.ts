import {
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  ListUserSessionsCommand,
  RevokeTokenCommand,
  RevokeUserSessionCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { claims } from '../token-calls.ts'
import { asObject, clientId, minseo, minseoSub, password, refusalOf, startApi } from './start-api.ts'
import type { Api } from './start-api.ts'

const renew = (api: Api, RefreshToken: string, change: { ClientId?: string; ClientSecret?: string } = {}) =>
  api.sdk.send(new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: clientId, ...change }))

const getUser = (api: Api, AccessToken: string) => api.sdk.send(new GetUserCommand({ AccessToken }))

const rotationOff = { rotation: { feature: 'DISABLED', retryGracePeriodSeconds: 0 } } as const

describe('GetTokensFromRefreshToken', () => {
  it('renews tokens of the hosted UI, and rotates the refresh token', async () => {
    const api = await startApi()
    const first = await api.hostedTokens()
    const { AuthenticationResult: next } = await renew(api, first.refresh_token)
    expect(next).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 })
    expect(next?.RefreshToken).not.toBe(first.refresh_token)
    expect(claims(next?.AccessToken)).toMatchObject({
      origin_jti: claims(first.access_token)['origin_jti'],
      scope: 'openid email profile aws.cognito.signin.user.admin',
    })
    expect(claims(next?.IdToken)).toMatchObject({ email: minseo, 'cognito:username': minseoSub })
  })

  it('keeps the refresh token with rotation off', async () => {
    const api = await startApi({ client: rotationOff })
    const { refresh_token } = await api.hostedTokens()
    expect((await renew(api, refresh_token)).AuthenticationResult).not.toHaveProperty('RefreshToken')
    expect((await renew(api, refresh_token)).AuthenticationResult?.AccessToken).toEqual(expect.any(String))
  })

  it('refuses a replaced token after the grace period with the exception of a replay', async () => {
    const api = await startApi()
    const { refresh_token } = await api.hostedTokens()
    await renew(api, refresh_token)
    api.clock.pass(9)
    await renew(api, refresh_token)
    api.clock.pass(2)
    expect(await refusalOf(renew(api, refresh_token))).toMatch(/^RefreshTokenReuseException: /)
  })

  it('refuses unknown, expired and revoked tokens, each with its text', async () => {
    const api = await startApi()
    const { refresh_token } = await api.hostedTokens()
    expect(await refusalOf(renew(api, 'x'))).toBe('NotAuthorizedException: Invalid Refresh Token')
    await api.sdk.send(new RevokeTokenCommand({ Token: refresh_token, ClientId: clientId }))
    expect(await refusalOf(renew(api, refresh_token))).toBe('NotAuthorizedException: Refresh Token has been revoked')
    const other = await api.hostedTokens()
    api.clock.pass(31 * 24 * 3600)
    expect(await refusalOf(renew(api, other.refresh_token))).toBe('NotAuthorizedException: Refresh Token has expired')
  })

  it('needs the secret of a client that has one, and refuses an unknown client', async () => {
    const api = await startApi({ client: { secret: 'hush' } })
    expect(await refusalOf(renew(api, 'x'))).toMatch(/^NotAuthorizedException: Invalid client secret/)
    expect(await refusalOf(renew(api, 'x', { ClientSecret: 'hush' }))).toContain('Invalid Refresh Token')
    expect(await refusalOf(renew(api, 'x', { ClientId: 'nobody' }))).toBe(
      'ResourceNotFoundException: User pool client nobody does not exist.',
    )
  })
})

describe('RevokeToken', () => {
  it('ends the access tokens of the sign-in, and accepts an unknown or revoked token', async () => {
    const api = await startApi()
    const { refresh_token, access_token } = await api.hostedTokens()
    for (const Token of [refresh_token, refresh_token, 'unknown']) {
      await api.sdk.send(new RevokeTokenCommand({ Token, ClientId: clientId }))
    }
    expect(await refusalOf(getUser(api, access_token))).toBe('NotAuthorizedException: Access Token has been revoked')
  })

  it('refuses an access token', async () => {
    const api = await startApi()
    const { access_token: Token } = await api.hostedTokens()
    const call = api.sdk.send(new RevokeTokenCommand({ Token, ClientId: clientId }))
    expect(await refusalOf(call)).toMatch(/^UnsupportedTokenTypeException: /)
  })

  it('is refused if the client has revocation turned off', async () => {
    const api = await startApi({ client: { enableTokenRevocation: false } })
    const call = api.sdk.send(new RevokeTokenCommand({ Token: 'x', ClientId: clientId }))
    expect(await refusalOf(call)).toMatch(/^UnsupportedOperationException: /)
  })
})

describe('GetUser', () => {
  it('shows the user of an access token of the hosted UI by the UUID user name', async () => {
    const api = await startApi()
    const { access_token } = await api.hostedTokens()
    const user = await getUser(api, access_token)
    expect(user.Username).toBe(minseoSub)
    expect(asObject(user.UserAttributes)).toEqual({
      sub: minseoSub,
      email: minseo,
      email_verified: 'true',
      name: '김민서',
    })
    expect(user).not.toHaveProperty('UserMFASettingList')
  })

  it('refuses a token without the scope, an expired one, an ID token and a token of no one', async () => {
    const api = await startApi()
    const { access_token } = await api.hostedTokens('openid email')
    expect(await refusalOf(getUser(api, access_token))).toBe(
      'NotAuthorizedException: Access Token does not have required scopes',
    )
    const { access_token: old, id_token } = await api.hostedTokens()
    expect(await refusalOf(getUser(api, id_token))).toBe('NotAuthorizedException: Invalid Access Token')
    api.clock.pass(3601)
    expect(await refusalOf(getUser(api, old))).toBe('NotAuthorizedException: Access Token has expired')
  })
})

describe('GlobalSignOut', () => {
  it('ends all tokens of the user, and leaves the browser’s session', async () => {
    const api = await startApi()
    const [one, two] = [await api.hostedTokens(), await api.hostedTokens()]
    await api.sdk.send(new GlobalSignOutCommand({ AccessToken: one.access_token }))
    expect(await refusalOf(getUser(api, two.access_token))).toContain('has been revoked')
    expect(await refusalOf(renew(api, two.refresh_token))).toContain('has been revoked')
    expect((await api.hostedTokens()).access_token).toEqual(expect.any(String))
  })
})

describe('ListUserSessions and RevokeUserSession', () => {
  const signIn = (api: Api) =>
    api.sdk.send(
      new InitiateAuthCommand({
        AuthFlow: 'USER_PASSWORD_AUTH',
        ClientId: clientId,
        AuthParameters: { USERNAME: minseo, PASSWORD: password },
      }),
    )

  it('list signed-in apps and browsers, and end each but the current one', async () => {
    const api = await startApi()
    const { access_token: AccessToken } = await api.hostedTokens()
    api.clock.pass(60)
    const other = (await signIn(api)).AuthenticationResult
    const { Sessions = [] } = await api.sdk.send(new ListUserSessionsCommand({ AccessToken }))
    expect(Sessions).toMatchObject([
      { SessionType: 'TOKEN', ClientId: clientId, IsCurrentSession: true },
      { SessionType: 'TOKEN', ClientId: clientId, IsCurrentSession: false },
      { SessionType: 'SSO', IsCurrentSession: false },
    ])
    for (const { SessionId } of Sessions) expect(SessionId).toMatch(/^(tkn|sso)[a-z0-9]{25}$/)
    const end = (SessionId = '') => api.sdk.send(new RevokeUserSessionCommand({ AccessToken, SessionId }))
    expect(await refusalOf(end(Sessions[0]?.SessionId))).toMatch(/^InvalidParameterException: /)
    expect(await refusalOf(end('tkn0'))).toMatch(/^ResourceNotFoundException: /)
    await end(Sessions[1]?.SessionId)
    await end(Sessions[2]?.SessionId)
    expect(await refusalOf(renew(api, other?.RefreshToken ?? ''))).toContain('has been revoked')
    expect((await api.sdk.send(new ListUserSessionsCommand({ AccessToken }))).Sessions).toHaveLength(1)
  })
})
