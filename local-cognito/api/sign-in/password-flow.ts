import type { AppClient } from '../../config/client-config.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import type { ApiAnswer } from '../protocol/operation.ts'
import type { ReadUser } from '../protocol/read-user.ts'
import { noSuchUser, refuse, wrongCredentials } from '../protocol/refusal.ts'
import { afterPassword } from './complete-sign-in.ts'
import type { CompleteDeps } from './complete-sign-in.ts'

export type PasswordFlowDeps = CompleteDeps & { readonly users: Pick<Users, 'findByUsername' | 'isPassword'> }

/** Signs a user in with user name and password. */
export async function signInWithPassword(
  pool: PasswordFlowDeps,
  client: AppClient,
  username: string,
  password: string,
): Promise<ApiAnswer> {
  const user = pool.users.findByUsername(username)
  if (user === undefined) return unknownUser(client)
  if (!(await pool.users.isPassword(user, password))) return wrongCredentials
  const allowed = allowSignIn(user)
  return allowed.kind === 'refused' ? allowed : afterPassword(pool, client, user)
}

/** With `PreventUserExistenceErrors=ENABLED`, an unknown user looks like a wrong password. */
function unknownUser(client: AppClient): ApiAnswer {
  return client.preventUserExistenceErrors === 'LEGACY' ? noSuchUser : wrongCredentials
}

/**
 * Refuses users who are disabled or did not confirm their sign-up. Here this follows the check of the password; whether
 * Cognito says it before is UNCONFIRMED.
 */
export function allowSignIn(user: PoolUser): ReadUser {
  if (!user.isEnabled) return refuse('NotAuthorizedException', 'User is disabled.')
  if (user.status === 'UNCONFIRMED') return refuse('UserNotConfirmedException', 'User is not confirmed.')
  return { kind: 'user', user }
}
