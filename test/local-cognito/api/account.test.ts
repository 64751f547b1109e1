import {
  AdminGetUserCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  DeleteUserCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  UpdateUserAttributesCommand,
  VerifySoftwareTokenCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { SetUserMFAPreferenceCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../../local-cognito/defaults.ts'
import { totpCode, totpStep } from '../../../local-cognito/users/totp.ts'
import { authorizeUrl, callbackUrl, verifier } from '../start-pool.ts'
import { claims, codeIn, readTokens } from '../token-calls.ts'
import { createVisitor } from '../visitor.ts'
import { sendTotpCode, signInBySrp, userOf } from './cognito-identity-js.ts'
import { asObject, clientId, minseo, minseoSub, password, poolId, refusalOf, startApi } from './start-api.ts'
import type { Api } from './start-api.ts'

const signIn = (api: Api, PASSWORD = password) =>
  api.sdk.send(
    new InitiateAuthCommand({
      ClientId: clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: minseo, PASSWORD },
    }),
  )

const accessToken = async (api: Api) => (await signIn(api)).AuthenticationResult?.AccessToken ?? ''

describe('ChangePassword', () => {
  it('needs the previous password, checks the policy, and keeps the tokens', async () => {
    const api = await startApi()
    const AccessToken = await accessToken(api)
    const change = (PreviousPassword: string | undefined, ProposedPassword: string) =>
      api.sdk.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }))
    for (const wrong of ['wrong', undefined]) {
      expect(await refusalOf(change(wrong, 'Chosen-pass-1'))).toBe(
        'NotAuthorizedException: Incorrect username or password.',
      )
    }
    expect(await refusalOf(change(password, 'NOLOWERCASE-1'))).toBe(
      'InvalidPasswordException: Password did not conform with policy: Password must have lowercase characters',
    )
    await change(password, 'Chosen-pass-1')
    expect((await signIn(api, 'Chosen-pass-1')).AuthenticationResult).toBeDefined()
    expect((await api.sdk.send(new GetUserCommand({ AccessToken }))).Username).toBe(minseoSub)
  })
})

describe('UpdateUserAttributes', () => {
  const update = (api: Api, AccessToken: string, Name: string, Value: string) =>
    api.sdk.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }))

  it('mails a code for a new address, which is unverified until VerifyUserAttribute', async () => {
    const api = await startApi()
    const AccessToken = await accessToken(api)
    const attributes = async () => asObject((await api.sdk.send(new GetUserCommand({ AccessToken }))).UserAttributes)
    const { CodeDeliveryDetailsList } = await update(api, AccessToken, 'email', 'moved@example.com')
    expect(CodeDeliveryDetailsList).toMatchObject([{ Destination: 'm***@e***', AttributeName: 'email' }])
    expect(await attributes()).toMatchObject({ email: 'moved@example.com', email_verified: 'false' })
    expect(api.pool.mails().at(-1)?.to).toBe('moved@example.com')
    const verify = (Code: string) =>
      api.sdk.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }))
    await verify(api.lastMail())
    expect(await attributes()).toMatchObject({ email_verified: 'true' })
    expect(await refusalOf(verify(api.lastMail()))).toMatch(/^ExpiredCodeException: /)
    const again = { AccessToken, AttributeName: 'email' }
    await api.sdk.send(new GetUserAttributeVerificationCodeCommand(again))
    await verify(api.lastMail())
  })

  it('changes and removes other attributes without a code', async () => {
    const api = await startApi()
    const AccessToken = await accessToken(api)
    expect((await update(api, AccessToken, 'nickname', 'Min')).CodeDeliveryDetailsList).toEqual([])
    const find = async () => asObject((await api.sdk.send(new GetUserCommand({ AccessToken }))).UserAttributes)
    expect(await find()).toMatchObject({ nickname: 'Min' })
    await update(api, AccessToken, 'nickname', '')
    expect(await find()).not.toHaveProperty('nickname')
  })

  it('refuses the address of another user, and the marks of a verified address', async () => {
    const api = await startApi()
    const AccessToken = await accessToken(api)
    expect(await refusalOf(update(api, AccessToken, 'email', 'jordan@example.com'))).toMatch(/^AliasExistsException: /)
    expect(await refusalOf(update(api, AccessToken, 'email_verified', 'true'))).toBe(
      'NotAuthorizedException: A client attempted to write unauthorized attribute',
    )
  })
})

describe('DeleteUser', () => {
  it('removes the user of the access token', async () => {
    const api = await startApi()
    const AccessToken = await accessToken(api)
    await api.sdk.send(new DeleteUserCommand({ AccessToken }))
    expect(await refusalOf(api.sdk.send(new GetUserCommand({ AccessToken })))).toContain('revoked')
    const find = api.sdk.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: minseo }))
    expect(await refusalOf(find)).toMatch(/^UserNotFoundException: /)
  })
})

describe('an authenticator app', () => {
  const optional = { mfa: 'OPTIONAL' } as const
  const prefer = (api: Api, AccessToken: string, change: Partial<SetUserMFAPreferenceCommandInput> = {}) =>
    api.sdk.send(
      new SetUserMFAPreferenceCommand({
        AccessToken,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
        ...change,
      }),
    )

  /** Registers an app. Returns the function that gives its current code. */
  async function register(api: Api): Promise<{ AccessToken: string; code: () => string }> {
    const AccessToken = await accessToken(api)
    const { SecretCode = '' } = await api.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    const code = () => totpCode(SecretCode, totpStep(api.clock.now()))
    const verify = (UserCode: string) => api.sdk.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))
    const wrong = code() === '000000' ? '000001' : '000000'
    expect(await refusalOf(verify(wrong))).toBe('EnableSoftwareTokenMFAException: Code mismatch')
    expect(await refusalOf(prefer(api, AccessToken))).toBe(
      'InvalidParameterException: User has not set up software token mfa',
    )
    expect((await verify(code())).Status).toBe('SUCCESS')
    await prefer(api, AccessToken)
    api.clock.pass(30)
    return { AccessToken, code }
  }

  const respond = (api: Api, Session: string | undefined, SOFTWARE_TOKEN_MFA_CODE: string) =>
    api.sdk.send(
      new RespondToAuthChallengeCommand({
        ChallengeName: 'SOFTWARE_TOKEN_MFA',
        ClientId: clientId,
        Session,
        ChallengeResponses: { USERNAME: minseo, SOFTWARE_TOKEN_MFA_CODE },
      }),
    )

  it('makes sign-in ask for its codes, each of which works once', async () => {
    const api = await startApi(optional)
    const { AccessToken, code } = await register(api)
    expect(await api.sdk.send(new GetUserCommand({ AccessToken }))).toMatchObject({
      UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
      PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA',
    })
    const { ChallengeName, Session } = await signIn(api)
    expect(ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    const wrong = code() === '000000' ? '000001' : '000000'
    expect(await refusalOf(respond(api, Session, wrong))).toBe('CodeMismatchException: Invalid code received for user')
    expect((await respond(api, Session, code())).AuthenticationResult?.AccessToken).toEqual(expect.any(String))
    const again = await signIn(api)
    expect(await refusalOf(respond(api, again.Session, code()))).toBe(
      'ExpiredCodeException: Your software token has already been used once.',
    )
  })

  it('works with amazon-cognito-identity-js after SRP', async () => {
    const api = await startApi(optional)
    const { code } = await register(api)
    const asked = await signInBySrp(api.origin, minseo, password)
    expect(asked.kind).toBe('totp')
    expect((await sendTotpCode(userOf(asked), code())).kind).toBe('signed-in')
  })

  it('is asked for on the sign-in page too, after the password and after one click', async () => {
    const api = await startApi(optional)
    const { code } = await register(api)
    const url = authorizeUrl().replace(localOrigin, api.origin)
    for (const fields of [{ username: minseo, password }, { person: minseo }]) {
      const visitor = createVisitor(api.pool)
      const page = await visitor.submit(await visitor.open(url), fields)
      expect(page.text).toContain('Your authenticator app shows a code')
      const wrong = code() === '000000' ? '000001' : '000000'
      const refused = await visitor.submit(page, { code: wrong })
      expect(refused.text).toContain('Invalid code received for user')
      expect((await visitor.submit(refused, { code: code() })).url).toContain('/callback?code=')
      const other = createVisitor(api.pool)
      const unasked = await other.submit(await other.submit(await other.open(url), fields), { code: code() })
      expect(unasked.text).toContain('already been used once')
      api.clock.pass(30)
    }
  })

  it('reaches the third level of authentication, which the tokens name if the app asks for it', async () => {
    const api = await startApi(optional)
    const { code } = await register(api)
    const url = authorizeUrl({ acr_values: 'urn:cognito:loa:3' }).replace(localOrigin, api.origin)
    const visitor = createVisitor(api.pool)
    const page = await visitor.submit(await visitor.open(url), { username: minseo, password })
    const { url: callback } = await visitor.submit(page, { code: code() })
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      code: codeIn(callback),
      redirect_uri: callbackUrl,
      code_verifier: verifier,
    })
    const { id_token } = await readTokens(await fetch(`${api.origin}/oauth2/token`, { method: 'POST', body }))
    expect(claims(id_token)).toMatchObject({ acr: 'urn:cognito:loa:3', amr: ['pwd', 'otp', 'mfa'] })
    expect((await visitor.open(url)).url).toContain('/callback?code=')
  })

  it('cannot be skipped with a form for the code and no password', async () => {
    const api = await startApi(optional)
    const { code } = await register(api)
    const url = authorizeUrl().replace(localOrigin, api.origin)
    const attacker = createVisitor(api.pool)
    const page = await attacker.open(url)
    const text = page.text.replace('name="username"', 'name="code"').replace('name="password"', 'name="totp"')
    const result = await attacker.submit({ ...page, text }, { code: code(), totp: 'yes' })
    expect(result.url).toContain('/login?')
    expect(result.url).not.toContain('code=')
  })

  it('can be switched off, and survives a second registration that is never verified', async () => {
    const api = await startApi(optional)
    const { AccessToken, code } = await register(api)
    await api.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken }))
    const { Session } = await signIn(api)
    expect((await respond(api, Session, code())).AuthenticationResult).toBeDefined()
    await prefer(api, AccessToken, { SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } })
    expect((await signIn(api)).AuthenticationResult).toBeDefined()
  })

  it('needs a pool with MFA, and is the only second factor', async () => {
    const api = await startApi()
    const AccessToken = await accessToken(api)
    expect(await refusalOf(api.sdk.send(new AssociateSoftwareTokenCommand({ AccessToken })))).toMatch(
      /^SoftwareTokenMFANotFoundException: /,
    )
    expect(await refusalOf(prefer(api, AccessToken))).toBe(
      'InvalidParameterException: User does not have delivery config set to turn on SOFTWARE_TOKEN_MFA',
    )
    const sms = { SoftwareTokenMfaSettings: undefined, SMSMfaSettings: { Enabled: true } }
    expect(await refusalOf(prefer(api, AccessToken, sms))).toContain('delivery config set to turn on SMS_MFA')
  })
})
