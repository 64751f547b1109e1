import * as v from 'valibot'
import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { MailCodes } from '../../users/mail-codes.ts'
import { sendSignUpMail } from '../../users/mails.ts'
import type { MailDeps } from '../../users/mails.ts'
import { preSignUpRefusal } from '../../users/pre-sign-up.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { codeDelivery } from '../protocol/delivery.ts'
import { attributes, clientId, code, password, textOf, username } from '../protocol/input.ts'
import { expiredCode, findCodeFault } from '../protocol/mailed-code.ts'
import { done, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { findPasswordFault } from '../protocol/password-fault.ts'
import { readClient } from '../protocol/read-client.ts'
import type { ClientDeps } from '../protocol/read-client.ts'
import { noSuchUser, refuse } from '../protocol/refusal.ts'
import type { ApiRefusal } from '../protocol/refusal.ts'
import { isEmail, readOwnAttributes } from '../protocol/user-attributes.ts'
import type { AttributeDeps } from '../protocol/user-attributes.ts'

export type SignUpOperationDeps = ClientDeps &
  AttributeDeps &
  MailDeps & {
    readonly config: Pick<PoolConfig, 'hasSelfSignUp' | 'passwordPolicy' | 'triggers'>
    readonly mailCodes: Pick<MailCodes, 'check'>
    readonly users: Pick<Users, 'findByUsername' | 'add' | 'change'>
  }

const named = { ClientId: clientId, Username: username, SecretHash: v.optional(textOf(1, 128)) }
const signUpSchema = v.object({ ...named, Password: password, UserAttributes: v.optional(attributes, []) })
const confirmSchema = v.object({ ...named, ConfirmationCode: code })
const resendSchema = v.object(named)

type SignUpInput = v.InferOutput<typeof signUpSchema>

/** The operations with which a user creates an account. */
export function signUpOperations(pool: SignUpOperationDeps): Operations {
  return {
    SignUp: operation(signUpSchema, (input) => signUp(pool, input)),
    ConfirmSignUp: operation(confirmSchema, (input) => confirmSignUp(pool, input)),
    ResendConfirmationCode: operation(resendSchema, (input) => resendConfirmationCode(pool, input)),
  }
}

/**
 * Creates a user who has to confirm the address, and mails the code. A taken address is an error even with
 * `PreventUserExistenceErrors=ENABLED`, as AWS documents.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html
 */
async function signUp(pool: SignUpOperationDeps, input: SignUpInput): Promise<ApiAnswer> {
  const reading = readClient(pool, input.ClientId, input.SecretHash, [input.Username])
  if (reading.kind === 'refused') return reading
  const fault = findSignUpFault(pool, input)
  if (fault !== undefined) return fault
  const wanted = readOwnAttributes(pool, {}, input.UserAttributes)
  if (wanted.kind === 'refused') return wanted
  const { email: _email, name = '', ...change } = wanted.change
  const user = await pool.users.add(input.Username, name, input.Password, change)
  sendSignUpMail(pool, reading.client.id, user)
  return done({ CodeDeliveryDetails: codeDelivery(user.email), UserConfirmed: false, UserSub: user.sub })
}

function findSignUpFault(pool: SignUpOperationDeps, { Username, Password }: SignUpInput): ApiRefusal | undefined {
  if (!pool.config.hasSelfSignUp) {
    return refuse('NotAuthorizedException', 'SignUp is not permitted for this user pool')
  }
  if (!isEmail(Username)) return refuse('InvalidParameterException', 'Username should be an email.')
  const fault = findPasswordFault(pool, Password)
  if (fault !== undefined) return fault
  if (pool.users.findByUsername(Username) !== undefined) {
    return refuse('UsernameExistsException', 'An account with the given email already exists.')
  }
  const rejected = preSignUpRefusal(pool.config, Username)
  return rejected === undefined ? undefined : refuse('UserLambdaValidationException', rejected.trim())
}

/**
 * Confirms a sign-up with the mailed code. With `PreventUserExistenceErrors=ENABLED` an unknown user looks like an
 * expired code, as AWS documents.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmSignUp.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
function confirmSignUp(pool: SignUpOperationDeps, input: v.InferOutput<typeof confirmSchema>): ApiAnswer {
  const reading = readClient(pool, input.ClientId, input.SecretHash, [input.Username])
  if (reading.kind === 'refused') return reading
  const user = pool.users.findByUsername(input.Username)
  if (user === undefined) return isLegacy(reading.client) ? noSuchUser : expiredCode
  if (user.status !== 'UNCONFIRMED') {
    return refuse('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`)
  }
  const fault = findCodeFault(pool, 'sign-up', user.sub, input.ConfirmationCode)
  if (fault !== undefined) return fault
  pool.users.change(user, { status: 'CONFIRMED', emailVerified: true })
  return done()
}

/**
 * Mails a new code. With `PreventUserExistenceErrors=ENABLED` an unknown user gets the response of a known one. (AWS says
 * that it may also be an `InvalidParameterException`; this pool never sends that one.)
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ResendConfirmationCode.html
 */
function resendConfirmationCode(pool: SignUpOperationDeps, input: v.InferOutput<typeof resendSchema>): ApiAnswer {
  const reading = readClient(pool, input.ClientId, input.SecretHash, [input.Username])
  if (reading.kind === 'refused') return reading
  const user = pool.users.findByUsername(input.Username)
  if (user === undefined && isLegacy(reading.client)) return noSuchUser
  const fault = user === undefined ? undefined : resend(pool, reading.client, user)
  return fault ?? done({ CodeDeliveryDetails: codeDelivery(user?.email ?? input.Username) })
}

function resend(pool: SignUpOperationDeps, client: AppClient, user: PoolUser): ApiRefusal | undefined {
  if (user.status !== 'UNCONFIRMED') return refuse('InvalidParameterException', 'User is already confirmed.')
  sendSignUpMail(pool, client.id, user)
  return undefined
}

function isLegacy(client: AppClient): boolean {
  return client.preventUserExistenceErrors === 'LEGACY'
}
