import { createHmac } from 'node:crypto'
import {
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../../local-cognito/defaults.ts'
import { authorizeUrl } from '../start-pool.ts'
import { createVisitor } from '../visitor.ts'
import { signInBySrp } from './cognito-identity-js.ts'
import { asObject, clientId, minseo, password, poolId, refusalOf, startApi } from './start-api.ts'
import type { Api } from './start-api.ts'

const email = 'new@example.com'
const named = (Username: string) => ({ ClientId: clientId, Username })

const signUp = (api: Api, Username = email, Password = 'Chosen-pass-1', others = {}) =>
  api.sdk.send(new SignUpCommand({ ...named(Username), Password, ...others }))

const confirm = (api: Api, ConfirmationCode: string, Username = email) =>
  api.sdk.send(new ConfirmSignUpCommand({ ...named(Username), ConfirmationCode }))

const resend = (api: Api, Username = email) => api.sdk.send(new ResendConfirmationCodeCommand(named(Username)))
const forgot = (api: Api, Username = minseo) => api.sdk.send(new ForgotPasswordCommand(named(Username)))

const reset = (api: Api, ConfirmationCode: string, Password = 'Chosen-pass-1', Username = minseo) =>
  api.sdk.send(new ConfirmForgotPasswordCommand({ ...named(Username), ConfirmationCode, Password }))

const signIn = (api: Api, USERNAME: string, PASSWORD: string) =>
  api.sdk.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  )

const signInAtPage = (api: Api, name: string, secret: string) =>
  createVisitor(api.pool).signIn(authorizeUrl().replace(localOrigin, api.origin), name, secret)

const wrongCode = 'CodeMismatchException: Invalid verification code provided, please try again.'
const expiredCode = 'ExpiredCodeException: Invalid code provided, please request a code again.'
const delivery = { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' }

/** A code that differs from the given one. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000')

describe('SignUp and ConfirmSignUp', () => {
  it('create a user who signs in at the API and at the sign-in page after confirming', async () => {
    const api = await startApi()
    const UserAttributes = [{ Name: 'given_name', Value: 'New' }]
    const answer = await signUp(api, email, 'Chosen-pass-1', { UserAttributes })
    expect(answer).toMatchObject({ UserConfirmed: false, CodeDeliveryDetails: delivery })
    expect(await refusalOf(signIn(api, email, 'Chosen-pass-1'))).toMatch(/^UserNotConfirmedException: /)
    await confirm(api, api.lastMail())
    const { UserAttributes: found, UserStatus } = await api.sdk.send(
      new AdminGetUserCommand({ UserPoolId: poolId, Username: email }),
    )
    expect(UserStatus).toBe('CONFIRMED')
    expect(asObject(found)).toEqual({ sub: answer.UserSub, email, email_verified: 'true', given_name: 'New' })
    expect((await signIn(api, email, 'Chosen-pass-1')).AuthenticationResult?.AccessToken).toEqual(expect.any(String))
    expect(await signInAtPage(api, email, 'Chosen-pass-1')).toContain('/callback?code=')
  })

  it('confirm with the code only, which a new one replaces, and which ends after 24 hours', async () => {
    const api = await startApi()
    await signUp(api)
    const first = api.lastMail()
    expect(await refusalOf(confirm(api, otherThan(first)))).toBe(wrongCode)
    expect((await resend(api)).CodeDeliveryDetails).toEqual(delivery)
    expect(await refusalOf(confirm(api, first))).toBe(wrongCode)
    api.clock.pass(24 * 3600)
    expect(await refusalOf(confirm(api, api.lastMail()))).toBe(expiredCode)
    await resend(api)
    await confirm(api, api.lastMail())
    expect(await refusalOf(confirm(api, '123456'))).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    )
    expect(await refusalOf(resend(api))).toBe('InvalidParameterException: User is already confirmed.')
  })

  it('stop after fifteen wrong codes', async () => {
    const api = await startApi()
    await signUp(api)
    for (let round = 0; round < 15; round += 1) await refusalOf(confirm(api, otherThan(api.lastMail())))
    expect(await refusalOf(confirm(api, api.lastMail()))).toBe(
      'LimitExceededException: Attempt limit exceeded, please try after some time.',
    )
  })

  it.each<[string, string, string, object, string]>([
    [
      'a taken address',
      minseo,
      'Chosen-pass-1',
      {},
      'UsernameExistsException: An account with the given email already exists.',
    ],
    [
      'a name that is no address',
      'new',
      'Chosen-pass-1',
      {},
      'InvalidParameterException: Username should be an email.',
    ],
    [
      'a password without a number',
      email,
      'Chosen-pass',
      {},
      'InvalidPasswordException: Password did not conform with policy: Password must have numeric characters',
    ],
    [
      'a password without a symbol',
      email,
      'Chosenpass1',
      {},
      'InvalidPasswordException: Password did not conform with policy: Password must have symbol characters',
    ],
    [
      'a user who verifies the own address',
      email,
      'Chosen-pass-1',
      { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] },
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    ],
  ])('refuse %s', async (_what, name, secret, others, refusal) => {
    const api = await startApi()
    expect(await refusalOf(signUp(api, name, secret, others))).toBe(refusal)
    expect(api.pool.mails()).toEqual([])
  })

  it('are refused in a pool without self sign-up', async () => {
    const api = await startApi({ hasSelfSignUp: false })
    expect(await refusalOf(signUp(api))).toBe('NotAuthorizedException: SignUp is not permitted for this user pool')
  })

  it('do not show whether a user exists with ENABLED, and do with LEGACY', async () => {
    const enabled = await startApi()
    expect(await refusalOf(confirm(enabled, '123456'))).toBe(expiredCode)
    expect((await resend(enabled)).CodeDeliveryDetails).toEqual(delivery)
    const legacy = await startApi({ client: { preventUserExistenceErrors: 'LEGACY' } })
    expect(await refusalOf(confirm(legacy, '123456'))).toMatch(/^UserNotFoundException: /)
    expect(await refusalOf(resend(legacy))).toMatch(/^UserNotFoundException: /)
  })
})

describe('a user of the sign-up page', () => {
  it('is in the API at once, and signs in there with the password of the page', async () => {
    const api = await startApi()
    const { search } = new URL(authorizeUrl())
    const page = await api.visitor.open(`${api.origin}/signup${search}`)
    const fields = { username: 'Page@example.com', name: 'Page', new_password: 'Chosen-pass-1' }
    const confirmPage = await api.visitor.submit(page, fields)
    const find = () => api.sdk.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: 'page@example.com' }))
    expect(await find()).toMatchObject({ UserStatus: 'UNCONFIRMED' })
    await api.visitor.submit(confirmPage, { code: api.lastMail() })
    expect(asObject((await find()).UserAttributes)).toMatchObject({ name: 'Page', email_verified: 'true' })
    expect((await signIn(api, 'page@example.com', 'Chosen-pass-1')).AuthenticationResult).toBeDefined()
    expect((await signInBySrp(api.origin, 'page@example.com', 'Chosen-pass-1')).kind).toBe('signed-in')
  })
})

describe('a client with a secret', () => {
  it('has to send the secret hash with SignUp', async () => {
    const api = await startApi({ client: { secret: 'hush' } })
    const SecretHash = createHmac('sha256', 'hush').update(`${email}${clientId}`).digest('base64')
    expect(await refusalOf(signUp(api))).toContain('SECRET_HASH was not received')
    expect(await refusalOf(signUp(api, email, 'Chosen-pass-1', { SecretHash: 'x' }))).toContain('Unable to verify')
    expect((await signUp(api, email, 'Chosen-pass-1', { SecretHash })).UserConfirmed).toBe(false)
  })
})

describe('ForgotPassword and ConfirmForgotPassword', () => {
  it('replace a password with the mailed code, once', async () => {
    const api = await startApi()
    expect((await forgot(api)).CodeDeliveryDetails).toEqual({ ...delivery, Destination: 'm***@e***' })
    const code = api.lastMail()
    expect(await refusalOf(reset(api, code, 'weak'))).toMatch(/^InvalidPasswordException: /)
    expect(await refusalOf(reset(api, otherThan(code)))).toBe(wrongCode)
    await reset(api, code)
    expect(await refusalOf(signIn(api, minseo, password))).toMatch(/^NotAuthorizedException: /)
    expect(await signInAtPage(api, minseo, 'Chosen-pass-1')).toContain('/callback?code=')
    expect(await refusalOf(reset(api, code))).toBe(expiredCode)
  })

  it('end the code after an hour', async () => {
    const api = await startApi()
    await forgot(api)
    api.clock.pass(3600)
    expect(await refusalOf(reset(api, api.lastMail()))).toBe(expiredCode)
  })

  it('hide unknown users and unverified addresses with ENABLED, and not with LEGACY', async () => {
    const unverified = {
      people: (await startApi()).pool.config.people.map((one) => ({ ...one, emailVerified: false })),
    }
    const enabled = await startApi(unverified)
    for (const name of ['new@example.com', minseo]) {
      const { CodeDeliveryDetails } = await forgot(enabled, name)
      expect(CodeDeliveryDetails).toMatchObject({ DeliveryMedium: 'EMAIL', AttributeName: 'email' })
    }
    expect(enabled.pool.mails()).toEqual([])
    expect(await refusalOf(reset(enabled, '123456', 'Chosen-pass-1', email))).toBe(wrongCode)
    const legacy = await startApi({ ...unverified, client: { preventUserExistenceErrors: 'LEGACY' } })
    expect(await refusalOf(forgot(legacy, email))).toMatch(/^UserNotFoundException: /)
    expect(await refusalOf(forgot(legacy))).toBe(
      'InvalidParameterException: Cannot reset password for the user as there is no registered/verified email or phone_number',
    )
  })

  it('refuse a user who still has a temporary password', async () => {
    const api = await startApi()
    const temporary = { UserPoolId: poolId, Username: minseo, Password: 'Temporary-1' }
    await api.sdk.send(new AdminSetUserPasswordCommand(temporary))
    expect(await refusalOf(forgot(api))).toBe(
      'NotAuthorizedException: User password cannot be reset in the current state.',
    )
  })
})
