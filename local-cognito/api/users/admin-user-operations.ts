import * as v from 'valibot'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { UserChange } from '../../state/tables.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { attributes, flag, password, poolUser } from '../protocol/input.ts'
import { adminOperation, done } from '../protocol/operation.ts'
import type { ApiAnswer, Operation, Operations } from '../protocol/operation.ts'
import { findPasswordFault } from '../protocol/password-fault.ts'
import { findUser } from '../protocol/read-user.ts'
import { refuse } from '../protocol/refusal.ts'
import { readAttributes } from '../protocol/user-attributes.ts'
import type { AttributeDeps } from '../protocol/user-attributes.ts'
import { removeUser } from './remove-user.ts'
import type { RemoveUserDeps } from './remove-user.ts'
import { userDetails } from './user-view.ts'
import type { UserViewDeps } from './user-view.ts'

export type AdminUserDeps = AttributeDeps &
  RemoveUserDeps &
  UserViewDeps & {
    readonly config: Pick<PoolConfig, 'poolId' | 'passwordPolicy'>
    readonly users: Pick<Users, 'findByUsername' | 'findByEmail' | 'setPassword' | 'change'>
    readonly refreshTokens: Pick<RefreshTokens, 'revokeAll'>
  }

const userSchema = v.object(poolUser)
const passwordSchema = v.object({ ...poolUser, Password: password, Permanent: v.optional(flag, false) })
const attributesSchema = v.object({ ...poolUser, UserAttributes: attributes })

/** The operations with which a server reads and changes one user. */
export function adminUserOperations(pool: AdminUserDeps): Operations {
  return {
    AdminGetUser: onUser(pool, adminGetUser),
    AdminDeleteUser: onUser(pool, adminDeleteUser),
    AdminEnableUser: onUser(pool, adminEnableUser),
    AdminDisableUser: onUser(pool, adminDisableUser),
    AdminConfirmSignUp: onUser(pool, adminConfirmSignUp),
    AdminUserGlobalSignOut: onUser(pool, adminUserGlobalSignOut),
    AdminSetUserPassword: adminOperation(pool, passwordSchema, (input) => adminSetUserPassword(pool, input)),
    AdminUpdateUserAttributes: adminOperation(pool, attributesSchema, (input) =>
      adminUpdateUserAttributes(pool, input),
    ),
  }
}

function onUser(pool: AdminUserDeps, run: (pool: AdminUserDeps, user: PoolUser) => ApiAnswer): Operation {
  return adminOperation(pool, userSchema, ({ Username }) => {
    const found = findUser(pool, Username)
    return found.kind === 'refused' ? found : run(pool, found.user)
  })
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html */
function adminGetUser(pool: AdminUserDeps, user: PoolUser): ApiAnswer {
  return done(userDetails(pool, user))
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteUser.html */
function adminDeleteUser(pool: AdminUserDeps, user: PoolUser): ApiAnswer {
  removeUser(pool, user)
  return done()
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminEnableUser.html */
function adminEnableUser({ users }: AdminUserDeps, user: PoolUser): ApiAnswer {
  users.change(user, { isEnabled: true })
  return done()
}

/**
 * Refuses the user's sign-ins and revokes the tokens. AWS says that the access tokens are revoked; that the refresh
 * tokens stay dead after `AdminEnableUser` is INFERRED.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDisableUser.html
 */
function adminDisableUser({ users, refreshTokens }: AdminUserDeps, user: PoolUser): ApiAnswer {
  users.change(user, { isEnabled: false })
  refreshTokens.revokeAll(user.sub)
  return done()
}

/**
 * Confirms a sign-up. The address stays unverified.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminConfirmSignUp.html
 */
function adminConfirmSignUp({ users }: AdminUserDeps, user: PoolUser): ApiAnswer {
  if (user.status !== 'UNCONFIRMED') {
    return refuse('NotAuthorizedException', `User cannot be confirmed. Current status is ${user.status}`)
  }
  users.change(user, { status: 'CONFIRMED' })
  return done()
}

/**
 * Revokes all tokens of a user. The sessions of browsers stay.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
 */
function adminUserGlobalSignOut({ refreshTokens }: AdminUserDeps, { sub }: PoolUser): ApiAnswer {
  refreshTokens.revokeAll(sub)
  return done()
}

/**
 * Sets a password. A permanent one confirms the user; a temporary one has to be changed at the next sign-in.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
async function adminSetUserPassword(
  pool: AdminUserDeps,
  { Username, Password, Permanent }: v.InferOutput<typeof passwordSchema>,
): Promise<ApiAnswer> {
  const found = findUser(pool, Username)
  if (found.kind === 'refused') return found
  // A user from Google has no password here. Cognito's exception is UNCONFIRMED.
  if (found.user.status === 'EXTERNAL_PROVIDER') {
    return refuse('InvalidParameterException', 'The user signs in with an external provider.')
  }
  const fault = findPasswordFault(pool, Password)
  if (fault !== undefined) return fault
  await pool.users.setPassword(found.user, Password, { status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD' })
  return done()
}

/**
 * Sets attributes. A new address is unverified, unless `email_verified` comes with it.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html
 */
function adminUpdateUserAttributes(
  pool: AdminUserDeps,
  { Username, UserAttributes }: v.InferOutput<typeof attributesSchema>,
): ApiAnswer {
  const found = findUser(pool, Username)
  if (found.kind === 'refused') return found
  const reading = readAttributes(pool, found.user.attributes, UserAttributes)
  if (reading.kind === 'refused') return reading
  return changeAttributes(pool, found.user, reading.change) ?? done()
}

/**
 * Saves attributes. Returns a refusal if another user has the address. The exception is AWS's for aliases; that it also
 * applies where the address is the user name is UNCONFIRMED.
 */
export function changeAttributes(
  { users }: { readonly users: Pick<Users, 'findByEmail' | 'change'> },
  user: PoolUser,
  change: UserChange,
): ApiAnswer | undefined {
  const isNewEmail = change.email !== undefined && change.email !== user.email
  const owner = isNewEmail ? users.findByEmail(change.email ?? '') : undefined
  if (owner !== undefined && owner.sub !== user.sub) {
    return refuse('AliasExistsException', 'An account with the given email already exists.')
  }
  users.change(user, { ...(isNewEmail ? { emailVerified: false } : {}), ...change })
  return undefined
}
