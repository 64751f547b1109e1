import * as v from 'valibot'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { MailCodes } from '../../users/mail-codes.ts'
import { sendAttributeMail } from '../../users/mails.ts'
import type { MailDeps } from '../../users/mails.ts'
import type { Users } from '../../users/users.ts'
import { codeDelivery } from '../protocol/delivery.ts'
import { attributes, code, password, text, textOf } from '../protocol/input.ts'
import { findCodeFault } from '../protocol/mailed-code.ts'
import { done, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operation, Operations } from '../protocol/operation.ts'
import { findPasswordFault } from '../protocol/password-fault.ts'
import { readAccessToken } from '../protocol/read-user.ts'
import type { AccessTokenDeps } from '../protocol/read-user.ts'
import { refuse, wrongCredentials } from '../protocol/refusal.ts'
import type { PoolUser } from '../../users/user.ts'
import { attributesOf, readOwnAttributes } from '../protocol/user-attributes.ts'
import type { AttributeDeps } from '../protocol/user-attributes.ts'
import { changeAttributes } from '../users/admin-user-operations.ts'
import { removeUser } from '../users/remove-user.ts'
import type { RemoveUserDeps } from '../users/remove-user.ts'
import { mfaSettings } from '../users/user-view.ts'
import type { UserViewDeps } from '../users/user-view.ts'

export type AccountDeps = AccessTokenDeps &
  AttributeDeps &
  MailDeps &
  RemoveUserDeps &
  UserViewDeps & {
    readonly config: Pick<PoolConfig, 'passwordPolicy'>
    readonly mailCodes: Pick<MailCodes, 'check'>
    readonly users: Pick<Users, 'find' | 'findByEmail' | 'change' | 'isPassword' | 'setPassword'>
  }

const token = { AccessToken: text }
const tokenSchema = v.object(token)
const passwordSchema = v.object({ ...token, PreviousPassword: v.optional(password), ProposedPassword: password })
const updateSchema = v.object({ ...token, UserAttributes: attributes })
const codeSchema = v.object({ ...token, AttributeName: textOf(1, 32) })
const verifySchema = v.object({ ...token, AttributeName: textOf(1, 32), Code: code })

/** The operations with which signed-in users manage their own account. */
export function accountOperations(pool: AccountDeps): Operations {
  return {
    GetUser: signedIn(pool, tokenSchema, (user) => getUser(pool, user)),
    DeleteUser: signedIn(pool, tokenSchema, (user) => deleteUser(pool, user)),
    ChangePassword: signedIn(pool, passwordSchema, (user, input) => changePassword(pool, user, input)),
    UpdateUserAttributes: signedIn(pool, updateSchema, (user, input) => updateUserAttributes(pool, user, input)),
    GetUserAttributeVerificationCode: signedIn(pool, codeSchema, (user, input) => getCode(pool, user, input)),
    VerifyUserAttribute: signedIn(pool, verifySchema, (user, input) => verifyUserAttribute(pool, user, input)),
  }
}

/** An operation that an access token authorizes. */
function signedIn<Input extends { readonly AccessToken: string }>(
  pool: AccessTokenDeps,
  schema: v.GenericSchema<unknown, Input>,
  run: (user: PoolUser, input: Input) => ApiAnswer | Promise<ApiAnswer>,
): Operation {
  return operation(schema, async (input) => {
    const found = await readAccessToken(pool, input.AccessToken)
    return found.kind === 'refused' ? found : run(found.user, input)
  })
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUser.html */
function getUser(pool: AccountDeps, user: PoolUser): ApiAnswer {
  return done({ Username: user.username, UserAttributes: attributesOf(user), ...mfaSettings(pool, user) })
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUser.html */
function deleteUser(pool: AccountDeps, user: PoolUser): ApiAnswer {
  removeUser(pool, user)
  return done()
}

/**
 * Changes the password. The tokens stay valid.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 */
async function changePassword(
  pool: AccountDeps,
  user: PoolUser,
  { PreviousPassword = '', ProposedPassword }: v.InferOutput<typeof passwordSchema>,
): Promise<ApiAnswer> {
  if (!(await pool.users.isPassword(user, PreviousPassword))) return wrongCredentials
  const fault = findPasswordFault(pool, ProposedPassword)
  if (fault !== undefined) return fault
  await pool.users.setPassword(user, ProposedPassword)
  return done()
}

/**
 * Sets attributes. A new address works for sign-in at once and is unverified; a code to verify it is mailed. (In Cognito
 * this is the behaviour without `AttributesRequireVerificationBeforeUpdate`.)
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
function updateUserAttributes(
  pool: AccountDeps,
  user: PoolUser,
  { UserAttributes }: v.InferOutput<typeof updateSchema>,
): ApiAnswer {
  const reading = readOwnAttributes(pool, user.attributes, UserAttributes)
  if (reading.kind === 'refused') return reading
  const refused = changeAttributes(pool, user, reading.change)
  if (refused !== undefined) return refused
  const changed = pool.users.find(user.sub) ?? user
  if (changed.email === user.email) return done({ CodeDeliveryDetailsList: [] })
  sendAttributeMail(pool, changed)
  return done({ CodeDeliveryDetailsList: [codeDelivery(changed.email)] })
}

/**
 * Mails a code to verify the address.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html
 */
function getCode(pool: AccountDeps, user: PoolUser, { AttributeName }: v.InferOutput<typeof codeSchema>): ApiAnswer {
  if (AttributeName !== 'email') return notVerifiable
  sendAttributeMail(pool, user)
  return done({ CodeDeliveryDetails: codeDelivery(user.email) })
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
function verifyUserAttribute(
  pool: AccountDeps,
  user: PoolUser,
  { AttributeName, Code }: v.InferOutput<typeof verifySchema>,
): ApiAnswer {
  if (AttributeName !== 'email') return notVerifiable
  const fault = findCodeFault(pool, 'attribute', user.sub, Code)
  if (fault !== undefined) return fault
  pool.users.change(user, { emailVerified: true })
  return done()
}

/** Cognito verifies phone numbers too; this pool sends no SMS. The text is UNCONFIRMED. */
const notVerifiable = refuse('InvalidParameterException', 'The attribute cannot be verified.')
