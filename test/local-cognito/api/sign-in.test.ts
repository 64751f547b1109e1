import { createHmac } from 'node:crypto'
import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { AuthFlowType, InitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { claims } from '../token-calls.ts'
import { completeNewPassword, idTokenOf, signInBySrp } from './cognito-identity-js.ts'
import { clientId, minseo, minseoSub, password, poolId, refusalOf, startApi } from './start-api.ts'
import type { Api } from './start-api.ts'

type Parameters = Record<string, string>

const initiate = (api: Api, AuthFlow: AuthFlowType, AuthParameters: Parameters) =>
  api.sdk.send(new InitiateAuthCommand({ AuthFlow, ClientId: clientId, AuthParameters }))

const signIn = (api: Api, USERNAME = minseo, PASSWORD = password, others: Parameters = {}) =>
  initiate(api, 'USER_PASSWORD_AUTH', { USERNAME, PASSWORD, ...others })

const adminSignIn = (api: Api, USERNAME = minseo, PASSWORD = password, others: Parameters = {}) =>
  api.sdk.send(
    new AdminInitiateAuthCommand({
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      ClientId: clientId,
      UserPoolId: poolId,
      AuthParameters: { USERNAME, PASSWORD, ...others },
    }),
  )

const invite = (api: Api, Username: string, TemporaryPassword = 'Temporary-1') =>
  api.sdk.send(new AdminCreateUserCommand({ UserPoolId: poolId, Username, TemporaryPassword }))

const wrongCredentials = 'NotAuthorizedException: Incorrect username or password.'

describe('USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH', () => {
  it('give all three tokens, with the scope of the API only, and an ID token with all attributes', async () => {
    const api = await startApi()
    for (const answer of [await signIn(api), await adminSignIn(api)]) {
      expect(answer.ChallengeName).toBeUndefined()
      expect(answer.AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' })
      const access = claims(answer.AuthenticationResult?.AccessToken)
      expect(access).toMatchObject({ scope: 'aws.cognito.signin.user.admin', username: minseoSub, token_use: 'access' })
      expect(access).not.toHaveProperty('version')
      expect(claims(answer.AuthenticationResult?.IdToken)).toMatchObject({
        aud: clientId,
        email: minseo,
        email_verified: true,
        name: '김민서',
        'cognito:username': minseoSub,
      })
    }
  })

  it('give tokens that userInfo refuses and GetUser accepts', async () => {
    const api = await startApi()
    const AccessToken = (await signIn(api)).AuthenticationResult?.AccessToken ?? ''
    const userInfo = await fetch(`${api.origin}/oauth2/userInfo`, {
      headers: { authorization: `Bearer ${AccessToken}` },
    })
    expect(userInfo.status).toBe(401)
    expect((await api.sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe(minseoSub)
  })

  it.each([minseo, minseo.toUpperCase(), minseoSub])('find the user by %s', async (name) => {
    const api = await startApi()
    const { AuthenticationResult } = await signIn(api, name)
    expect(claims(AuthenticationResult?.AccessToken)['username']).toBe(minseoSub)
  })

  it('do not tell an unknown user from a wrong password with ENABLED, and do with LEGACY', async () => {
    const enabled = await startApi()
    expect(await refusalOf(signIn(enabled, minseo, 'wrong'))).toBe(wrongCredentials)
    expect(await refusalOf(signIn(enabled, 'unknown@example.com'))).toBe(wrongCredentials)
    expect(await refusalOf(adminSignIn(enabled, 'unknown@example.com'))).toBe(wrongCredentials)
    const legacy = await startApi({ client: { preventUserExistenceErrors: 'LEGACY' } })
    expect(await refusalOf(signIn(legacy, minseo, 'wrong'))).toBe(wrongCredentials)
    expect(await refusalOf(signIn(legacy, 'unknown@example.com'))).toBe('UserNotFoundException: User does not exist.')
  })

  it('refuse disabled and unconfirmed users, but only with their password', async () => {
    const api = await startApi()
    await api.sdk.send(new AdminDisableUserCommand({ UserPoolId: poolId, Username: minseo }))
    expect(await refusalOf(signIn(api))).toBe('NotAuthorizedException: User is disabled.')
    expect(await refusalOf(signIn(api, minseo, 'wrong'))).toBe(wrongCredentials)
    const people = api.pool.config.people.map((person) => ({ ...person, status: 'UNCONFIRMED' as const }))
    const other = await startApi({ people })
    expect(await refusalOf(signIn(other))).toBe('UserNotConfirmedException: User is not confirmed.')
  })

  it('report a missing parameter, and an unknown client', async () => {
    const api = await startApi()
    expect(await refusalOf(initiate(api, 'USER_PASSWORD_AUTH', { USERNAME: minseo }))).toBe(
      'InvalidParameterException: Missing required parameter PASSWORD',
    )
    const call = api.sdk.send(new InitiateAuthCommand({ AuthFlow: 'USER_PASSWORD_AUTH', ClientId: 'other' }))
    expect(await refusalOf(call)).toBe('ResourceNotFoundException: User pool client other does not exist.')
  })
})

describe('flows that the client does not allow', () => {
  const none = { client: { explicitAuthFlows: [] } }

  it.each<[AuthFlowType, string]>([
    ['USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH flow not enabled for this client'],
    ['USER_SRP_AUTH', 'USER_SRP_AUTH is not enabled for the client.'],
    ['ADMIN_USER_PASSWORD_AUTH', 'Initiate Auth method not supported.'],
  ])('are refused in InitiateAuth: %s', async (flow, message) => {
    const api = await startApi(none)
    const call = initiate(api, flow, { USERNAME: minseo, PASSWORD: password, SRP_A: '2' })
    expect(await refusalOf(call)).toBe(`InvalidParameterException: ${message}`)
  })

  it('are refused in AdminInitiateAuth', async () => {
    const api = await startApi(none)
    expect(await refusalOf(adminSignIn(api))).toBe('InvalidParameterException: Auth flow not enabled for this client')
  })

  it.each<AuthFlowType>(['USER_AUTH', 'CUSTOM_AUTH'])('%s is not implemented', async (flow) => {
    const api = await startApi()
    expect(await refusalOf(initiate(api, flow, { USERNAME: minseo }))).toMatch(/^NotImplementedException: /)
  })

  it('are the defaults of a client that was made by the API, except for SRP and refresh', async () => {
    const { readConfig } = await import('../../../local-cognito/config/read-config.ts')
    const client = { id: 'c', name: 'c', madeBy: 'api' }
    const reading = readConfig({ pools: [{ poolId: 'x_y', poolName: 'p', port: 1, clients: [client] }] })
    expect(reading.kind === 'fit' && reading.pools[0]?.clients[0]?.explicitAuthFlows).toEqual([
      'ALLOW_REFRESH_TOKEN_AUTH',
      'ALLOW_USER_SRP_AUTH',
      'ALLOW_CUSTOM_AUTH',
    ])
  })
})

describe('REFRESH_TOKEN_AUTH', () => {
  const explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_PASSWORD_AUTH'] as const
  const rotation = { feature: 'DISABLED', retryGracePeriodSeconds: 0 } as const

  it('renews tokens and returns no refresh token', async () => {
    const api = await startApi({ client: { explicitAuthFlows, rotation } })
    const { AuthenticationResult } = await signIn(api)
    const parameters = { REFRESH_TOKEN: AuthenticationResult?.RefreshToken ?? '' }
    for (const flow of ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'] as const) {
      const { AuthenticationResult: next } = await initiate(api, flow, parameters)
      expect(next).not.toHaveProperty('RefreshToken')
      expect(claims(next?.IdToken)).toMatchObject({ email: minseo })
      expect(claims(next?.AccessToken)).toMatchObject({ scope: 'aws.cognito.signin.user.admin' })
    }
  })

  it('is refused while rotation is on, even if the client allows it', async () => {
    const api = await startApi({ client: { explicitAuthFlows } })
    const REFRESH_TOKEN = (await signIn(api)).AuthenticationResult?.RefreshToken ?? ''
    expect(await refusalOf(initiate(api, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN }))).toMatch(
      /^InvalidParameterException: .*rotation/,
    )
  })

  it('is refused if the client does not allow it', async () => {
    const api = await startApi({ client: { rotation } })
    expect(await refusalOf(initiate(api, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN: 'x' }))).toMatch(
      /^InvalidParameterException: Auth flow not enabled/,
    )
  })
})

describe('SECRET_HASH', () => {
  const hashOf = (name: string, secret = 'hush') =>
    createHmac('sha256', secret).update(`${name}${clientId}`).digest('base64')
  const client = {
    secret: 'hush',
    rotation: { feature: 'DISABLED', retryGracePeriodSeconds: 0 },
    explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_PASSWORD_AUTH'],
  } as const

  it('is needed by a client with a secret, and has to be about the user name of the request', async () => {
    const api = await startApi({ client })
    expect(await refusalOf(signIn(api))).toBe(
      `NotAuthorizedException: Client ${clientId} is configured with secret but SECRET_HASH was not received`,
    )
    for (const SECRET_HASH of [hashOf(minseoSub), hashOf(minseo, 'other'), 'x']) {
      expect(await refusalOf(signIn(api, minseo, password, { SECRET_HASH }))).toBe(
        `NotAuthorizedException: Unable to verify secret hash for client ${clientId}`,
      )
    }
    const { AuthenticationResult } = await signIn(api, minseo, password, { SECRET_HASH: hashOf(minseo) })
    expect(AuthenticationResult?.AccessToken).toEqual(expect.any(String))
  })

  it('is about the UUID user name in a refresh', async () => {
    const api = await startApi({ client })
    const signedIn = await signIn(api, minseo, password, { SECRET_HASH: hashOf(minseo) })
    const REFRESH_TOKEN = signedIn.AuthenticationResult?.RefreshToken ?? ''
    const refresh = (name: string) => initiate(api, 'REFRESH_TOKEN_AUTH', { REFRESH_TOKEN, SECRET_HASH: hashOf(name) })
    expect(await refusalOf(refresh(minseo))).toContain('Unable to verify secret hash')
    expect((await refresh(minseoSub)).AuthenticationResult?.AccessToken).toEqual(expect.any(String))
  })

  it('is refused by a client without a secret', async () => {
    const api = await startApi()
    const call = signIn(api, minseo, password, { SECRET_HASH: hashOf(minseo) })
    expect(await refusalOf(call)).toContain('Unable to verify secret hash')
  })
})

describe('NEW_PASSWORD_REQUIRED', () => {
  const respond = (api: Api, Session: string | undefined, responses: Parameters) =>
    api.sdk.send(
      new RespondToAuthChallengeCommand({
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ClientId: clientId,
        Session,
        ChallengeResponses: { USERNAME: 'new@example.com', NEW_PASSWORD: 'Chosen-pass-1', ...responses },
      }),
    )

  async function startChallenge(): Promise<{ api: Api; challenge: InitiateAuthCommandOutput }> {
    const api = await startApi()
    await invite(api, 'new@example.com')
    return { api, challenge: await signIn(api, 'new@example.com', 'Temporary-1') }
  }

  it('asks for a new password under the policy, takes attributes, and signs the user in', async () => {
    const { api, challenge } = await startChallenge()
    expect(challenge.ChallengeName).toBe('NEW_PASSWORD_REQUIRED')
    expect(JSON.parse(challenge.ChallengeParameters?.['userAttributes'] ?? '')).toEqual({
      email: 'new@example.com',
      email_verified: 'false',
    })
    expect(await refusalOf(respond(api, challenge.Session, { NEW_PASSWORD: 'weak-pass-1' }))).toBe(
      'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
    )
    const answer = await respond(api, challenge.Session, { 'userAttributes.name': 'New' })
    expect(claims(answer.AuthenticationResult?.IdToken)).toMatchObject({ name: 'New' })
    expect((await signIn(api, 'new@example.com', 'Chosen-pass-1')).AuthenticationResult).toBeDefined()
    expect(await refusalOf(signIn(api, 'new@example.com', 'Temporary-1'))).toBe(wrongCredentials)
  })

  it('accepts a session once, for 3 minutes, and for its user only', async () => {
    const { api, challenge } = await startChallenge()
    const expired = 'NotAuthorizedException: Invalid session for the user, session is expired.'
    expect(await refusalOf(respond(api, challenge.Session, { USERNAME: minseo }))).toBe(expired)
    expect(await refusalOf(respond(api, 'x'.repeat(36), {}))).toBe(expired)
    api.clock.pass(179)
    await respond(api, challenge.Session, {})
    expect(await refusalOf(respond(api, challenge.Session, {}))).toBe(expired)
    await invite(api, 'late@example.com')
    const late = await signIn(api, 'late@example.com', 'Temporary-1')
    api.clock.pass(180)
    expect(await refusalOf(respond(api, late.Session, { USERNAME: 'late@example.com' }))).toBe(expired)
  })

  it('is answered with AdminRespondToAuthChallenge too', async () => {
    const api = await startApi()
    await invite(api, 'new@example.com')
    const { Session } = await adminSignIn(api, 'new@example.com', 'Temporary-1')
    const answer = await api.sdk.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session,
        ChallengeResponses: { USERNAME: 'new@example.com', NEW_PASSWORD: 'Chosen-pass-1' },
      }),
    )
    expect(answer.AuthenticationResult?.AccessToken).toEqual(expect.any(String))
  })
})

describe('USER_SRP_AUTH with amazon-cognito-identity-js', () => {
  it.each(['configured', 'created by the API', 'with a changed password'])(
    'signs in a user who is %s',
    async (kind) => {
      const api = await startApi()
      const name = kind === 'configured' ? minseo : 'new@example.com'
      if (kind !== 'configured') await invite(api, name)
      let outcome = await signInBySrp(api.origin, name, kind === 'configured' ? password : 'Temporary-1')
      if (outcome.kind === 'new-password') outcome = await completeNewPassword(outcome.user, 'Chosen-pass-1')
      if (kind === 'with a changed password') outcome = await signInBySrp(api.origin, name, 'Chosen-pass-1')
      expect(idTokenOf(outcome)).toMatchObject({ email: name, token_use: 'id' })
    },
  )

  it('refuses a wrong password and an unknown user alike', async () => {
    const api = await startApi()
    for (const name of [minseo, 'unknown@example.com']) {
      expect(await signInBySrp(api.origin, name, 'wrong')).toEqual({ kind: 'refused', error: wrongCredentials })
    }
    const legacy = await startApi({ client: { preventUserExistenceErrors: 'LEGACY' } })
    expect(await signInBySrp(legacy.origin, 'unknown@example.com', 'wrong')).toEqual({
      kind: 'refused',
      error: 'UserNotFoundException: User does not exist.',
    })
  })

  it('gives an unknown user the same salt and user id each time, and another secret block', async () => {
    const api = await startApi()
    const start = async (USERNAME: string) =>
      (await initiate(api, 'USER_SRP_AUTH', { USERNAME, SRP_A: '2' })).ChallengeParameters ?? {}
    const [one, two, known] = [await start('unknown@x.y'), await start('unknown@x.y'), await start(minseo)]
    expect(one['SALT']).toBe(two['SALT'])
    expect(one['USER_ID_FOR_SRP']).toBe(two['USER_ID_FOR_SRP'])
    expect(one['SECRET_BLOCK']).not.toBe(two['SECRET_BLOCK'])
    expect(Object.keys(one)).toEqual(Object.keys(known))
    expect(known['USER_ID_FOR_SRP']).toBe(minseoSub)
  })

  it('accepts each secret block once', async () => {
    const api = await startApi()
    const { ChallengeParameters = {} } = await initiate(api, 'USER_SRP_AUTH', { USERNAME: minseo, SRP_A: '2' })
    const responses = {
      USERNAME: minseoSub,
      PASSWORD_CLAIM_SECRET_BLOCK: ChallengeParameters['SECRET_BLOCK'] ?? '',
      PASSWORD_CLAIM_SIGNATURE: 'x',
      TIMESTAMP: 'Thu Jan 1 00:00:00 UTC 2026',
    }
    const respond = () =>
      api.sdk.send(
        new RespondToAuthChallengeCommand({
          ChallengeName: 'PASSWORD_VERIFIER',
          ClientId: clientId,
          ChallengeResponses: responses,
        }),
      )
    expect(await refusalOf(respond())).toBe(wrongCredentials)
    expect(await refusalOf(respond())).toBe(wrongCredentials)
    expect(await refusalOf(initiate(api, 'USER_SRP_AUTH', { USERNAME: minseo, SRP_A: '0' }))).toMatch(
      /^InvalidParameterException/,
    )
  })
})
