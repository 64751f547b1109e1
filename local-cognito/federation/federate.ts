import type { GoogleAccount } from '../config/people-config.ts'
import { preSignUpRefusal } from '../users/pre-sign-up.ts'
import type { PoolParts } from '../parts.ts'
import type { PoolUser } from '../users/user.ts'

export type Federation =
  | { readonly kind: 'user'; readonly user: PoolUser }
  /** `description` goes to the app beside `error=invalid_request`. */
  | { readonly kind: 'refused'; readonly description: string }

/**
 * Makes a user of somebody whom Google vouches for, or finds the one that they were before. The first time, pre-sign-up
 * triggers have their say.
 *
 * Linking on the first try makes that try fail: people report `Already found an entry for username`, and that the
 * second works. Without linking, a local person with the same address stays a second user.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html
 */
export function federate({ users, config }: PoolParts, account: GoogleAccount): Federation {
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
