import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolUser } from '../users/user.ts'

/** The attributes of the scope `phone`, as OpenID Connect Core 5.4 lists them. */
const phoneClaims = ['phone_number', 'phone_number_verified']
const attributeScopes = ['email', 'profile', 'phone']

/** The claims about a user that the scopes allow. */
export type ProfileClaims = {
  email?: string
  email_verified?: boolean
  name?: string
  [attribute: string]: string | boolean | undefined
}

/**
 * The claims about a user in the ID token and in the userInfo response. `openid` without `email`, `profile` or `phone`
 * allows all claims that the client may read. With any of these scopes, only their claims are included.
 * Here `profile` covers `name`, the other standard attributes and the custom attributes (UNCONFIRMED for these). A user
 * without a name has no claim for it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html
 */
export function profileClaims(user: PoolUser, scopes: readonly string[]): ProfileClaims {
  const allowsAll = !attributeScopes.some((scope) => scopes.includes(scope))
  const hasScope = (scope: string) => allowsAll || scopes.includes(scope)
  const attributes = Object.entries(user.attributes).filter(([name]) =>
    hasScope(phoneClaims.includes(name) ? 'phone' : 'profile'),
  )
  return {
    ...(hasScope('email') ? { email: user.email, email_verified: user.emailVerified } : {}),
    ...(hasScope('profile') && user.name !== '' ? { name: user.name } : {}),
    ...Object.fromEntries(attributes.map(([name, value]) => [name, claimOf(name, value)])),
  }
}

/** Attributes are texts. `phone_number_verified` is a boolean in the ID token, as OpenID Connect requires. */
function claimOf(name: string, value: string): string | boolean {
  return name === 'phone_number_verified' ? value === 'true' : value
}

/** Claims that a trigger cannot change, because the token would be invalid without them. (The list is INFERRED.) */
const fixedClaims = new Set(
  'iss sub aud client_id token_use exp iat auth_time acr amr jti origin_jti event_id nonce version username cognito:username'.split(
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
