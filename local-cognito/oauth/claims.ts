import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolUser } from '../users/user.ts'

const attributeScopes = ['email', 'profile', 'phone']

/** The claims about a person that the scopes open. */
export type ProfileClaims = {
  email?: string
  email_verified?: boolean
  name?: string
  [custom: `custom:${string}`]: string
}

/**
 * What the ID token and userInfo tell about a person. `openid` without `email`, `profile` or `phone` opens everything
 * that the client may read; with any of them, only what they name.
 * `profile` is `name` here, and the custom attributes (UNCONFIRMED for these): the pool's people have no other
 * attribute of that scope, and no phone number.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export function profileClaims(user: PoolUser, scopes: readonly string[]): ProfileClaims {
  const isEverything = !attributeScopes.some((scope) => scopes.includes(scope))
  return {
    ...(isEverything || scopes.includes('email') ? { email: user.email, email_verified: user.emailVerified } : {}),
    ...(isEverything || scopes.includes('profile') ? { name: user.name, ...user.attributes } : {}),
  }
}

/** Claims that a trigger cannot touch, since the token would not be one without them. (Which, is INFERRED.) */
const fixedClaims = new Set(
  'iss sub aud client_id token_use exp iat auth_time jti origin_jti event_id nonce version username cognito:username'.split(
    ' ',
  ),
)

/**
 * Lets the configured pre-token-generation trigger add and take out claims.
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
