import { Amplify } from 'aws-amplify'
import { confirmSignIn, fetchAuthSession, fetchUserAttributes, signIn, signOut } from 'aws-amplify/auth'
import { describe, expect, it } from 'vitest'
import { clientId, minseo, password, poolId, refusalOf, startApi } from '../local-cognito/api/start-api.ts'
import type { Api } from '../local-cognito/api/start-api.ts'
import { AdminCreateUserCommand, GetUserCommand } from '@aws-sdk/client-cognito-identity-provider'

/** Amplify, unmodified, with its own sign-in (SRP) instead of the hosted UI. */
function configure({ origin }: Api): void {
  Amplify.configure({
    Auth: { Cognito: { userPoolId: poolId, userPoolClientId: clientId, userPoolEndpoint: origin } },
  })
}

const accessToken = async (options = {}) => (await fetchAuthSession(options)).tokens?.accessToken.toString() ?? ''

describe('AWS Amplify with the user pools API', () => {
  it('signs in by SRP, reads the user, renews the tokens with rotation on, and signs out', async () => {
    const api = await startApi()
    configure(api)
    expect(await signIn({ username: minseo, password })).toMatchObject({ isSignedIn: true })
    expect(await fetchUserAttributes()).toMatchObject({ email: minseo })
    const first = await accessToken()
    api.clock.pass(60)
    const second = await accessToken({ forceRefresh: true })
    expect(second).not.toBe(first)
    await signOut({ global: true })
    expect(await accessToken()).toBe('')
    const call = api.sdk.send(new GetUserCommand({ AccessToken: second }))
    expect(await refusalOf(call)).toContain('Access Token has been revoked')
    expect(api.pool.requests().map(({ path }) => path)).toEqual([
      '/ InitiateAuth',
      '/ RespondToAuthChallenge',
      '/ GetUser',
      '/ GetTokensFromRefreshToken',
      '/ GlobalSignOut',
      '/ GetUser',
    ])
  })

  it('revokes the refresh token when it signs out of this browser only', async () => {
    const api = await startApi()
    configure(api)
    await signIn({ username: minseo, password })
    const token = await accessToken()
    await signOut()
    expect(api.pool.requests().at(-1)).toMatchObject({ path: '/ RevokeToken', status: 200 })
    expect(await refusalOf(api.sdk.send(new GetUserCommand({ AccessToken: token })))).toContain('revoked')
  })

  it('asks an invited user for a new password', async () => {
    const api = await startApi()
    configure(api)
    const invited = { UserPoolId: poolId, Username: 'new@example.com', TemporaryPassword: 'Temporary-1' }
    await api.sdk.send(new AdminCreateUserCommand(invited))
    const { nextStep } = await signIn({ username: 'new@example.com', password: 'Temporary-1' })
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED')
    expect(await confirmSignIn({ challengeResponse: 'Chosen-pass-1' })).toMatchObject({ isSignedIn: true })
    await signOut()
  })
})
