import * as v from 'valibot'
import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { MailCodes } from '../../users/mail-codes.ts'
import { sendResetMail } from '../../users/mails.ts'
import type { MailDeps } from '../../users/mails.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { codeDelivery } from '../protocol/delivery.ts'
import { clientId, code, password, textOf, username } from '../protocol/input.ts'
import { findCodeFault, wrongCode } from '../protocol/mailed-code.ts'
import { done, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { findPasswordFault } from '../protocol/password-fault.ts'
import { readClient } from '../protocol/read-client.ts'
import type { ClientDeps } from '../protocol/read-client.ts'
import { noSuchUser, refuse } from '../protocol/refusal.ts'
import type { ApiRefusal } from '../protocol/refusal.ts'

export type ForgotPasswordOperationDeps = ClientDeps &
  MailDeps & {
    readonly config: Pick<PoolConfig, 'passwordPolicy'>
    readonly mailCodes: Pick<MailCodes, 'check'>
    readonly users: Pick<Users, 'findByUsername' | 'setPassword'>
  }

const named = { ClientId: clientId, Username: username, SecretHash: v.optional(textOf(1, 128)) }
const forgotSchema = v.object(named)
const confirmSchema = v.object({ ...named, ConfirmationCode: code, Password: password })

/** The operations with which a user replaces a forgotten password. */
export function forgotPasswordOperations(pool: ForgotPasswordOperationDeps): Operations {
  return {
    ForgotPassword: operation(forgotSchema, (input) => forgotPassword(pool, input)),
    ConfirmForgotPassword: operation(confirmSchema, (input) => confirmForgotPassword(pool, input)),
  }
}

/**
 * Mails a code. With `PreventUserExistenceErrors=ENABLED`, a user who is unknown, disabled or without a verified address
 * gets the response of the others, and no mail is sent.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
function forgotPassword(pool: ForgotPasswordOperationDeps, input: v.InferOutput<typeof forgotSchema>): ApiAnswer {
  const reading = readClient(pool, input.ClientId, input.SecretHash, [input.Username])
  if (reading.kind === 'refused') return reading
  const user = pool.users.findByUsername(input.Username)
  const fault = user === undefined ? noSuchUser : findResetFault(user)
  if (fault !== undefined && isRevealed(reading.client, user)) return fault
  if (fault === undefined && user !== undefined) sendResetMail(pool, user)
  return done({ CodeDeliveryDetails: codeDelivery(user?.email ?? input.Username) })
}

/** Why a user cannot get a code. */
function findResetFault(user: PoolUser): ApiRefusal | undefined {
  if (!user.isEnabled) return refuse('NotAuthorizedException', 'User is disabled.')
  if (user.status === 'FORCE_CHANGE_PASSWORD' || user.status === 'EXTERNAL_PROVIDER') {
    return refuse('NotAuthorizedException', 'User password cannot be reset in the current state.')
  }
  return user.emailVerified
    ? undefined
    : refuse(
        'InvalidParameterException',
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      )
}

/**
 * `ENABLED` hides whether a user exists, is disabled or has a verified address. That a user in the wrong state is refused
 * even then is UNCONFIRMED.
 */
function isRevealed(client: AppClient, user: PoolUser | undefined): boolean {
  return client.preventUserExistenceErrors === 'LEGACY' || user?.status === 'FORCE_CHANGE_PASSWORD'
}

/**
 * Sets a new password with the mailed code. The policy is checked first, so that a weak password does not use up the
 * code. With `PreventUserExistenceErrors=ENABLED`, an unknown user looks like a wrong code.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html
 */
async function confirmForgotPassword(
  pool: ForgotPasswordOperationDeps,
  input: v.InferOutput<typeof confirmSchema>,
): Promise<ApiAnswer> {
  const reading = readClient(pool, input.ClientId, input.SecretHash, [input.Username])
  if (reading.kind === 'refused') return reading
  const weak = findPasswordFault(pool, input.Password)
  if (weak !== undefined) return weak
  const user = pool.users.findByUsername(input.Username)
  if (user === undefined) return reading.client.preventUserExistenceErrors === 'LEGACY' ? noSuchUser : wrongCode
  const fault = findCodeFault(pool, 'reset', user.sub, input.ConfirmationCode)
  if (fault !== undefined) return fault
  await pool.users.setPassword(user, input.Password)
  return done()
}
