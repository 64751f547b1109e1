import { accountOperations } from './account/account-operations.ts'
import type { AccountDeps } from './account/account-operations.ts'
import { totpOperations } from './account/totp-operations.ts'
import type { TotpOperationDeps } from './account/totp-operations.ts'
import { poolOperations } from './pools/pool-operations.ts'
import type { PoolOperationDeps } from './pools/pool-operations.ts'
import type { Operation } from './protocol/operation.ts'
import { sessionOperations } from './sessions/session-operations.ts'
import type { SessionOperationDeps } from './sessions/session-operations.ts'
import { tokenOperations } from './sessions/token-operations.ts'
import type { TokenOperationDeps } from './sessions/token-operations.ts'
import { initiateOperations } from './sign-in/initiate-auth.ts'
import type { InitiateDeps } from './sign-in/initiate-auth.ts'
import { respondOperations } from './sign-in/respond-to-challenge.ts'
import type { RespondDeps } from './sign-in/respond-to-challenge.ts'
import { forgotPasswordOperations } from './sign-up/forgot-password-operations.ts'
import type { ForgotPasswordOperationDeps } from './sign-up/forgot-password-operations.ts'
import { signUpOperations } from './sign-up/sign-up-operations.ts'
import type { SignUpOperationDeps } from './sign-up/sign-up-operations.ts'
import { createUserOperations } from './users/admin-create-user.ts'
import type { CreateUserDeps } from './users/admin-create-user.ts'
import { adminUserOperations } from './users/admin-user-operations.ts'
import type { AdminUserDeps } from './users/admin-user-operations.ts'
import { groupOperations } from './users/group-operations.ts'
import type { GroupDeps } from './users/group-operations.ts'
import { listUsersOperations } from './users/list-users.ts'
import type { ListUsersDeps } from './users/list-users.ts'

export type OperationDeps = TokenOperationDeps &
  SessionOperationDeps &
  CreateUserDeps &
  AdminUserDeps &
  GroupDeps &
  ListUsersDeps &
  InitiateDeps &
  RespondDeps &
  SignUpOperationDeps &
  ForgotPasswordOperationDeps &
  AccountDeps &
  TotpOperationDeps &
  PoolOperationDeps

/** The operations of the API by name. */
export function createOperations(pool: OperationDeps): ReadonlyMap<string, Operation> {
  return new Map(
    Object.entries({
      ...tokenOperations(pool),
      ...sessionOperations(pool),
      ...createUserOperations(pool),
      ...adminUserOperations(pool),
      ...groupOperations(pool),
      ...listUsersOperations(pool),
      ...initiateOperations(pool),
      ...respondOperations(pool),
      ...signUpOperations(pool),
      ...forgotPasswordOperations(pool),
      ...accountOperations(pool),
      ...totpOperations(pool),
      ...poolOperations(pool),
    }),
  )
}
