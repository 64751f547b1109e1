import type { GoogleAccount } from '../config/people-config.ts'
import type { PoolConfig } from '../config/pool-config.ts'
import { preSignUpRefusal } from '../users/pre-sign-up.ts'
import type { PoolUser } from '../users/user.ts'
import type { Users } from '../users/users.ts'

export type FederateDeps = {
  readonly config: Pick<PoolConfig, 'triggers'>
  readonly users: Pick<Users, 'findByGoogle' | 'findByEmail' | 'admitGoogle'>
}

export type Federation =
  | { readonly kind: 'user'; readonly user: PoolUser }
  /** `description` goes to the app beside `error=invalid_request`. */
  | { readonly kind: 'refused'; readonly description: string }

/**
 * Finds the user of a Google account. The first sign-in creates the user, unless a pre-sign-up trigger refuses it.
 *
 * The sign-in that links the account fails: developers report the error `Already found an entry for username`. They
 * also report that the second sign-in works. Without linking, a local user with the same address stays a separate user.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export function federate({ users, config }: FederateDeps, account: GoogleAccount): Federation {
  if (!account.sharesEmail) return { kind: 'refused', description: 'attributes required: [email]' }
  const known = users.findByGoogle(account.googleSub)
  if (known !== undefined) return { kind: 'user', user: known }
  const refusal = preSignUpRefusal(config, account.email)
  if (refusal !== undefined) return { kind: 'refused', description: refusal }
  const local = config.triggers.linksGoogle ? users.findByEmail(account.email) : undefined
  const user = users.admitGoogle(account, local?.sub ?? null)
  if (local === undefined) return { kind: 'user', user }
  return { kind: 'refused', description: `Already found an entry for username Google_${account.googleSub}` }
}
