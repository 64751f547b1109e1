import { AuthenticationDetails, CognitoUser, CognitoUserPool } from 'amazon-cognito-identity-js'
import type { CognitoUserSession } from 'amazon-cognito-identity-js'
import { clientId, poolId } from './start-api.ts'

export type SrpOutcome =
  | { readonly kind: 'signed-in'; readonly user: CognitoUser; readonly session: CognitoUserSession }
  | { readonly kind: 'new-password' | 'totp'; readonly user: CognitoUser }
  | { readonly kind: 'refused'; readonly error: string }

function newUser(origin: string, Username: string): CognitoUser {
  return new CognitoUser({
    Username,
    Pool: new CognitoUserPool({ UserPoolId: poolId, ClientId: clientId, endpoint: origin }),
  })
}

/** Signs in by SRP with amazon-cognito-identity-js, unmodified. */
export function signInBySrp(origin: string, Username: string, Password: string): Promise<SrpOutcome> {
  const user = newUser(origin, Username)
  return new Promise((resolve) => {
    user.authenticateUser(new AuthenticationDetails({ Username, Password }), {
      onSuccess: (session) => resolve({ kind: 'signed-in', user, session }),
      onFailure: (error) => resolve({ kind: 'refused', error: `${error.name}: ${error.message}` }),
      newPasswordRequired: () => resolve({ kind: 'new-password', user }),
      totpRequired: () => resolve({ kind: 'totp', user }),
    })
  })
}

/** Responds to the challenge for a new password. */
export function completeNewPassword(user: CognitoUser, password: string): Promise<SrpOutcome> {
  return new Promise((resolve) => {
    user.completeNewPasswordChallenge(
      password,
      {},
      {
        onSuccess: (session) => resolve({ kind: 'signed-in', user, session }),
        onFailure: (error) => resolve({ kind: 'refused', error: `${error.name}: ${error.message}` }),
      },
    )
  })
}

/** Responds to the challenge for a code of the authenticator app. */
export function sendTotpCode(user: CognitoUser, code: string): Promise<SrpOutcome> {
  return new Promise((resolve) => {
    user.sendMFACode(
      code,
      {
        onSuccess: (session) => resolve({ kind: 'signed-in', user, session }),
        onFailure: (error) => resolve({ kind: 'refused', error: `${error.name}: ${error.message}` }),
      },
      'SOFTWARE_TOKEN_MFA',
    )
  })
}

/** The user of an outcome, to respond to its challenge. */
export function userOf(outcome: SrpOutcome): CognitoUser {
  if (outcome.kind === 'refused') throw new Error(outcome.error)
  return outcome.user
}

/** The claims of the ID token of a user who is signed in. */
export function idTokenOf(outcome: SrpOutcome): object {
  if (outcome.kind !== 'signed-in') throw new Error(`The sign-in ended with ${outcome.kind}`)
  return outcome.session.getIdToken().payload
}
