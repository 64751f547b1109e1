import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolUser } from '../users/user.ts'

const attributeScopes = ['email', 'profile', 'phone']

/** The claims about a user that the scopes allow. */
export type ProfileClaims = {
  email?: string
  email_verified?: boolean
  name?: string
  [custom: `custom:${string}`]: string
}

/**
 * The claims about a user in the ID token and in the userInfo response. `openid` without `email`, `profile` or `phone`
 * allows all claims that the client may read. With any of these scopes, only their claims are included.
 * Here `profile` covers `name` and the custom attributes (UNCONFIRMED for these). The pool's users have no other
 * attribute of that scope, and no phone number.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export function profileClaims(user: PoolUser, scopes: readonly string[]): ProfileClaims {
  const allowsAll = !attributeScopes.some((scope) => scopes.includes(scope))
  return {
    ...(allowsAll || scopes.includes('email') ? { email: user.email, email_verified: user.emailVerified } : {}),
    ...(allowsAll || scopes.includes('profile') ? { name: user.name, ...user.attributes } : {}),
  }
}

/** Claims that a trigger cannot change, because the token would be invalid without them. (The list is INFERRED.) */
const fixedClaims = new Set(
  'iss sub aud client_id token_use exp iat auth_time jti origin_jti event_id nonce version username cognito:username'.split(
    ' ',
  ),
)

/**
 * Adds and removes claims as the configured pre-token-generation trigger does.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function applyTrigger(
  { triggers }: Pick<PoolConfig, 'triggers'>,
  added: Readonly<Record<string, unknown>>,
  claims: Record<string, unknown>,
): Record<string, unknown> {
  const both = { ...claims, ...pick(added, (name) => !fixedClaims.has(name)) }
  return pick(both, (name) => fixedClaims.has(name) || !triggers.suppressedClaims.includes(name))
}

function pick(claims: Readonly<Record<string, unknown>>, isKept: (name: string) => boolean): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => isKept(name)))
}
