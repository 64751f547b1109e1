import * as v from 'valibot'
import type { PoolConfig } from '../../config/pool-config.ts'
import { sendInvitation } from '../../users/mails.ts'
import type { MailDeps } from '../../users/mails.ts'
import { preSignUpRefusal } from '../../users/pre-sign-up.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { attributes, flag, oneOf, password, poolUser } from '../protocol/input.ts'
import { adminOperation, done } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { findPasswordFault } from '../protocol/password-fault.ts'
import { noSuchUser, refuse } from '../protocol/refusal.ts'
import type { ApiRefusal } from '../protocol/refusal.ts'
import { isEmail, readAttributes } from '../protocol/user-attributes.ts'
import type { AttributeDeps } from '../protocol/user-attributes.ts'
import { makeTemporaryPassword } from './temporary-password.ts'
import { userView } from './user-view.ts'

export type CreateUserDeps = AttributeDeps &
  Pick<MailDeps, 'inbox' | 'config'> & {
    readonly config: Pick<PoolConfig, 'passwordPolicy' | 'triggers' | 'poolId'>
    readonly users: Pick<Users, 'findByUsername' | 'add' | 'setPassword' | 'datesOf'>
  }

const createSchema = v.object({
  ...poolUser,
  TemporaryPassword: v.optional(password),
  UserAttributes: v.optional(attributes, []),
  MessageAction: v.optional(oneOf(['RESEND', 'SUPPRESS'])),
  DesiredDeliveryMediums: v.optional(v.array(oneOf(['SMS', 'EMAIL']))),
  ForceAliasCreation: v.optional(flag),
})

type Input = v.InferOutput<typeof createSchema>

/** The operation that creates a user. */
export function createUserOperations(pool: CreateUserDeps): Operations {
  return { AdminCreateUser: adminOperation(pool, createSchema, (input) => adminCreateUser(pool, input)) }
}

/**
 * Creates a user with a temporary password and mails it, unless `MessageAction` is `SUPPRESS`. The user name is the
 * address; Cognito's own user name is a UUID. `RESEND` mails a new temporary password to a user who has not signed in
 * yet. The mail is sent whatever `DesiredDeliveryMediums` says: AWS's default is SMS, which this pool does not have. The
 * temporary password does not expire.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
function adminCreateUser(pool: CreateUserDeps, input: Input): ApiAnswer | Promise<ApiAnswer> {
  const known = pool.users.findByUsername(input.Username)
  if (input.MessageAction === 'RESEND') return known === undefined ? noSuchUser : resend(pool, input, known)
  if (!isEmail(input.Username)) return refuse('InvalidParameterException', 'Username should be an email.')
  if (known !== undefined) return refuse('UsernameExistsException', 'User account already exists')
  const fault = findCreationFault(pool, input)
  return fault ?? create(pool, input)
}

function findCreationFault(pool: CreateUserDeps, input: Input): ApiRefusal | undefined {
  const rejected = preSignUpRefusal(pool.config, input.Username)
  if (rejected !== undefined) return refuse('UserLambdaValidationException', rejected.trim())
  return input.TemporaryPassword === undefined ? undefined : findPasswordFault(pool, input.TemporaryPassword)
}

async function create(pool: CreateUserDeps, input: Input): Promise<ApiAnswer> {
  const reading = readAttributes(pool, {}, input.UserAttributes)
  if (reading.kind === 'refused') return reading
  const { email: _email, name = '', ...change } = reading.change
  const temporary = input.TemporaryPassword ?? makeTemporaryPassword(pool.config.passwordPolicy)
  const status = 'FORCE_CHANGE_PASSWORD' as const
  const user = await pool.users.add(input.Username, name, temporary, { ...change, status })
  if (input.MessageAction !== 'SUPPRESS') sendInvitation(pool, user.email, temporary)
  return done({ User: userView(pool, user) })
}

/** The text of the refusal is UNCONFIRMED. */
async function resend(pool: CreateUserDeps, input: Input, user: PoolUser): Promise<ApiAnswer> {
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    return refuse('UnsupportedUserStateException', 'User is not in FORCE_CHANGE_PASSWORD state.')
  }
  const fault = findCreationFault(pool, input)
  if (fault !== undefined) return fault
  const temporary = input.TemporaryPassword ?? makeTemporaryPassword(pool.config.passwordPolicy)
  await pool.users.setPassword(user, temporary)
  sendInvitation(pool, user.email, temporary)
  return done({ User: userView(pool, user) })
}
