import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminInitiateAuthCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  GetUserCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { AdminCreateUserCommandInput } from '@aws-sdk/client-cognito-identity-provider'
import { describe, expect, it } from 'vitest'
import { localOrigin } from '../../../local-cognito/defaults.ts'
import { authorizeUrl } from '../start-pool.ts'
import { claims } from '../token-calls.ts'
import { createVisitor } from '../visitor.ts'
import { asObject, clientId, minseo, minseoSub, password, poolId, refusalOf, startApi } from './start-api.ts'
import type { Api } from './start-api.ts'

const email = 'new@example.com'
const user = { UserPoolId: poolId, Username: email }

const create = (api: Api, change: Partial<AdminCreateUserCommandInput> = {}) =>
  api.sdk.send(new AdminCreateUserCommand({ ...user, ...change }))

const get = (api: Api, Username = email) => api.sdk.send(new AdminGetUserCommand({ UserPoolId: poolId, Username }))

const setPassword = (api: Api, Password: string, Permanent?: boolean) =>
  api.sdk.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent }))

/** Signs in at the sign-in page. Fails with the page's notice. */
const signInAtPage = (api: Api, name: string, secret: string) =>
  createVisitor(api.pool).signIn(authorizeUrl().replace(localOrigin, api.origin), name, secret)

describe('AdminCreateUser', () => {
  it('creates a user with a UUID user name, who has to change the temporary password', async () => {
    const api = await startApi()
    const { User } = await create(api, {
      TemporaryPassword: 'Temporary-1',
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
        { Name: 'given_name', Value: 'New' },
      ],
    })
    expect(User).toMatchObject({ Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' })
    expect(User?.Username).toMatch(/^[0-9a-f-]{36}$/)
    const expected = { sub: User?.Username, email, email_verified: 'true', given_name: 'New' }
    expect(asObject(User?.Attributes)).toEqual(expected)
    expect(User?.UserCreateDate).toEqual(new Date(api.clock.now()))
    expect(api.lastMail()).toBe('Temporary-1')
  })

  it('makes the temporary password under the policy, and mails it to the inbox', async () => {
    const api = await startApi()
    await create(api)
    expect(api.pool.mails().at(-1)).toMatchObject({ to: email })
    const page = signInAtPage(api, email, api.lastMail())
    await expect(page).rejects.toThrow('The sign-in stayed at')
    await expect(page).rejects.not.toThrow('Incorrect')
  })

  it('sends no mail with SUPPRESS, and a new password with RESEND', async () => {
    const api = await startApi()
    await create(api, { MessageAction: 'SUPPRESS' })
    expect(api.pool.mails()).toEqual([])
    await create(api, { MessageAction: 'RESEND', TemporaryPassword: 'Temporary-2' })
    expect(api.lastMail()).toBe('Temporary-2')
    await setPassword(api, 'Chosen-pass-1', true)
    expect(await refusalOf(create(api, { MessageAction: 'RESEND' }))).toMatch(/^UnsupportedUserStateException: /)
    expect(await refusalOf(create(api, { Username: 'x@y.z', MessageAction: 'RESEND' }))).toMatch(/^UserNotFound/)
  })

  it.each<[string, Partial<AdminCreateUserCommandInput>, string]>([
    ['a taken address', { Username: minseo.toUpperCase() }, 'UsernameExistsException: User account already exists'],
    ['a name that is no address', { Username: 'new' }, 'InvalidParameterException: Username should be an email.'],
    [
      'a weak password',
      { TemporaryPassword: 'short1A' },
      'InvalidPasswordException: Password did not conform with policy: Password not long enough',
    ],
    [
      'an unknown attribute',
      { UserAttributes: [{ Name: 'custom:team', Value: '7' }] },
      'InvalidParameterException: Attributes did not conform to the schema: custom:team: Attribute does not exist in the schema.\n',
    ],
  ])('refuses %s', async (_what, change, refusal) => {
    const api = await startApi()
    expect(await refusalOf(create(api, change))).toBe(refusal)
    expect(await refusalOf(get(api))).toBe('UserNotFoundException: User does not exist.')
  })

  it('runs the pre-sign-up trigger', async () => {
    const preSignUpRejections = [{ emailEndsWith: '@example.com', message: 'Not you' }]
    const triggers = { idTokenClaims: {}, accessTokenClaims: {}, suppressedClaims: [], linksGoogle: false }
    const api = await startApi({ triggers: { ...triggers, preSignUpRejections } })
    expect(await refusalOf(create(api))).toBe('UserLambdaValidationException: PreSignUp failed with error Not you.')
  })
})

describe('AdminSetUserPassword', () => {
  it('confirms the user with a permanent password, which works on the sign-in page at once', async () => {
    const api = await startApi()
    await create(api, { MessageAction: 'SUPPRESS' })
    await setPassword(api, 'Chosen-pass-1', true)
    expect((await get(api)).UserStatus).toBe('CONFIRMED')
    expect(await signInAtPage(api, email, 'Chosen-pass-1')).toContain('/callback?code=')
  })

  it('asks for another password after a temporary one, and checks the policy', async () => {
    const api = await startApi()
    await create(api, { MessageAction: 'SUPPRESS' })
    await setPassword(api, 'Chosen-pass-1', true)
    await setPassword(api, 'Temporary-2')
    expect((await get(api)).UserStatus).toBe('FORCE_CHANGE_PASSWORD')
    expect(await refusalOf(setPassword(api, 'nouppercase-1', true))).toBe(
      'InvalidPasswordException: Password did not conform with policy: Password must have uppercase characters',
    )
  })
})

describe('AdminGetUser', () => {
  it.each([minseo, 'MINSEO@example.com', minseoSub])('finds a user of the configuration by %s', async (name) => {
    const api = await startApi()
    expect(await get(api, name)).toMatchObject({ Username: minseoSub, UserStatus: 'CONFIRMED', Enabled: true })
  })

  it('finds a user who signed in with Google, by the user name with the provider', async () => {
    const api = await startApi()
    await api.visitor.signInWithGoogle(authorizeUrl().replace(localOrigin, api.origin), 'sam@gmail.com')
    const found = await get(api, 'google_103000000000000000002')
    expect(found).toMatchObject({ Username: 'google_103000000000000000002', UserStatus: 'EXTERNAL_PROVIDER' })
    expect(JSON.parse(asObject(found.UserAttributes)['identities'] ?? '')).toMatchObject([{ providerName: 'Google' }])
    expect((await get(api, asObject(found.UserAttributes)['sub'])).Username).toBe(found.Username)
  })
})

describe('AdminUpdateUserAttributes', () => {
  const update = (api: Api, UserAttributes: { Name: string; Value: string }[], Username = minseo) =>
    api.sdk.send(new AdminUpdateUserAttributesCommand({ UserPoolId: poolId, Username, UserAttributes }))

  it('changes the claims of the next tokens, and the address of the next sign-in', async () => {
    const api = await startApi({ customAttributes: ['custom:team'] })
    api.clock.pass(10)
    await update(api, [
      { Name: 'email', Value: 'moved@example.com' },
      { Name: 'name', Value: 'Minseo' },
      { Name: 'phone_number', Value: '+8210' },
      { Name: 'custom:team', Value: '7' },
    ])
    const found = await get(api, 'moved@example.com')
    expect(found.UserLastModifiedDate).toEqual(new Date(api.clock.now()))
    expect(asObject(found.UserAttributes)).toMatchObject({ email_verified: 'false', phone_number: '+8210' })
    expect(await refusalOf(get(api, minseo))).toMatch(/^UserNotFoundException/)
    expect(await signInAtPage(api, 'moved@example.com', password)).toContain('/callback?code=')
    const { AuthenticationResult } = await api.sdk.send(
      new AdminInitiateAuthCommand({
        UserPoolId: poolId,
        ClientId: clientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'moved@example.com', PASSWORD: password },
      }),
    )
    expect(claims(AuthenticationResult?.IdToken)).toMatchObject({
      sub: minseoSub,
      email: 'moved@example.com',
      name: 'Minseo',
      phone_number: '+8210',
      'custom:team': '7',
    })
  })

  it('keeps the new address verified if email_verified comes with it', async () => {
    const api = await startApi()
    await update(api, [
      { Name: 'email', Value: 'moved@example.com' },
      { Name: 'email_verified', Value: 'true' },
    ])
    const { UserAttributes } = await get(api, 'moved@example.com')
    expect(asObject(UserAttributes)).toMatchObject({ email: 'moved@example.com', email_verified: 'true' })
  })

  it('refuses the address of another user, and attributes that do not change', async () => {
    const api = await startApi()
    expect(await refusalOf(update(api, [{ Name: 'email', Value: 'jordan@example.com' }]))).toBe(
      'AliasExistsException: An account with the given email already exists.',
    )
    expect(await refusalOf(update(api, [{ Name: 'sub', Value: 'x' }]))).toMatch(/Attribute cannot be updated/)
  })
})

describe('AdminDisableUser, AdminEnableUser and AdminUserGlobalSignOut', () => {
  it('end the tokens of a user; a disabled one cannot sign in until enabled', async () => {
    const api = await startApi()
    const target = { UserPoolId: poolId, Username: minseo }
    const getUser = (AccessToken: string) => refusalOf(api.sdk.send(new GetUserCommand({ AccessToken })))
    const first = await api.hostedTokens()
    await api.sdk.send(new AdminUserGlobalSignOutCommand(target))
    expect(await getUser(first.access_token)).toContain('Access Token has been revoked')
    const second = await api.hostedTokens()
    await api.sdk.send(new AdminDisableUserCommand(target))
    expect(await getUser(second.access_token)).toContain('Access Token has been revoked')
    expect(await get(api, minseo)).toMatchObject({ Enabled: false, UserStatus: 'CONFIRMED' })
    await expect(signInAtPage(api, minseo, password)).rejects.toThrow('User is disabled.')
    await api.sdk.send(new AdminEnableUserCommand(target))
    expect(await signInAtPage(api, minseo, password)).toContain('/callback?code=')
  })
})

describe('AdminDeleteUser', () => {
  it('removes a user with tokens and browser sessions; the address is free again', async () => {
    const api = await startApi()
    const { access_token: AccessToken } = await api.hostedTokens()
    await api.sdk.send(new AdminDeleteUserCommand({ UserPoolId: poolId, Username: minseo }))
    expect(await refusalOf(api.sdk.send(new GetUserCommand({ AccessToken })))).toContain('revoked')
    expect(await refusalOf(get(api, minseo))).toMatch(/^UserNotFoundException/)
    expect((await api.visitor.open(authorizeUrl().replace(localOrigin, api.origin))).url).toContain('/login?')
    await create(api, { Username: minseo })
    expect((await get(api, minseo)).Username).not.toBe(minseoSub)
  })
})

describe('AdminConfirmSignUp', () => {
  it('confirms a sign-up and leaves the address unverified; once', async () => {
    const api = await startApi()
    await api.sdk.send(new SignUpCommand({ ClientId: clientId, Username: email, Password: 'Chosen-pass-1' }))
    const confirm = () => api.sdk.send(new AdminConfirmSignUpCommand(user))
    await confirm()
    expect(asObject((await get(api)).UserAttributes)).toMatchObject({ email_verified: 'false' })
    expect(await signInAtPage(api, email, 'Chosen-pass-1')).toContain('/callback?code=')
    expect(await refusalOf(confirm())).toBe(
      'NotAuthorizedException: User cannot be confirmed. Current status is CONFIRMED',
    )
  })
})

describe('the groups of a user', () => {
  it('are in the next tokens, and can be added, listed and removed', async () => {
    const api = await startApi({ groups: ['testers'] })
    const target = { UserPoolId: poolId, Username: minseo }
    const list = async () =>
      ((await api.sdk.send(new AdminListGroupsForUserCommand(target))).Groups ?? []).map(({ GroupName }) => GroupName)
    for (const GroupName of ['testers', 'admins', 'admins']) {
      await api.sdk.send(new AdminAddUserToGroupCommand({ ...target, GroupName }))
    }
    expect(await list()).toEqual(['testers', 'admins'])
    expect(claims((await api.hostedTokens()).access_token)['cognito:groups']).toEqual(['testers', 'admins'])
    await api.sdk.send(new AdminRemoveUserFromGroupCommand({ ...target, GroupName: 'admins' }))
    expect(await list()).toEqual(['testers'])
  })

  it('have to exist', async () => {
    const api = await startApi()
    const call = api.sdk.send(
      new AdminAddUserToGroupCommand({ UserPoolId: poolId, Username: minseo, GroupName: 'nowhere' }),
    )
    expect(await refusalOf(call)).toBe('ResourceNotFoundException: Group not found.')
  })
})
