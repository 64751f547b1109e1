import type { PoolUser } from '../users/people.ts'

const attributeScopes = ['email', 'profile', 'phone']

/** The claims about a person that the scopes open. */
export type ProfileClaims = { email?: string; email_verified?: boolean; name?: string }

/**
 * What the ID token and userInfo tell about a person. `openid` without `email`, `profile` or `phone` opens everything
 * that the client may read; with any of them, only what they name.
 * `profile` is `name` here: the pool's people have no other attribute of that scope, and no phone number.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export function profileClaims(user: PoolUser, scopes: readonly string[]): ProfileClaims {
  const isEverything = !attributeScopes.some((scope) => scopes.includes(scope))
  return {
    ...(isEverything || scopes.includes('email') ? { email: user.email, email_verified: user.emailVerified } : {}),
    ...(isEverything || scopes.includes('profile') ? { name: user.name } : {}),
  }
}
