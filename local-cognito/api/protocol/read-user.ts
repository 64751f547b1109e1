import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { noSuchUser, refuse } from './refusal.ts'
import type { ApiRefusal } from './refusal.ts'

export type FindUserDeps = { readonly users: Pick<Users, 'findByUsername'> }
export type ReadUser = { readonly kind: 'user'; readonly user: PoolUser } | ApiRefusal

/** Finds the user of an admin operation by user name, `sub` or e-mail address. */
export function findUser({ users }: FindUserDeps, username: string): ReadUser {
  const user = users.findByUsername(username)
  return user === undefined ? noSuchUser : { kind: 'user', user }
}

export type AccessTokenDeps = {
  readonly tokens: Pick<Tokens, 'checkAccessToken'>
  readonly refreshTokens: Pick<RefreshTokens, 'isAlive'>
  readonly users: Pick<Users, 'find'>
}

export type SignedInUser = { readonly kind: 'user'; readonly user: PoolUser; readonly originJti: string } | ApiRefusal

/** The scope that an access token needs for the operations about its own user. */
const adminScope = 'aws.cognito.signin.user.admin'

/**
 * Finds the user of an access token. Refuses a token that is no access token of this pool, that is expired or revoked,
 * or that lacks the scope `aws.cognito.signin.user.admin`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
 */
export async function readAccessToken(pool: AccessTokenDeps, token: string): Promise<SignedInUser> {
  const checked = await pool.tokens.checkAccessToken(token)
  if (checked === 'expired') return refuse('NotAuthorizedException', 'Access Token has expired')
  if (checked === undefined) return refuse('NotAuthorizedException', 'Invalid Access Token')
  if (!pool.refreshTokens.isAlive(checked.originJti)) {
    return refuse('NotAuthorizedException', 'Access Token has been revoked')
  }
  if (!checked.scopes.includes(adminScope)) {
    return refuse('NotAuthorizedException', 'Access Token does not have required scopes')
  }
  const user = pool.users.find(checked.sub)
  if (user === undefined) return noSuchUser
  if (!user.isEnabled) return refuse('NotAuthorizedException', 'User is disabled.')
  return { kind: 'user', user, originJti: checked.originJti }
}
