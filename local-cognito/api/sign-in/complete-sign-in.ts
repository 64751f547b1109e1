import { randomUUID } from 'node:crypto'
import type { AppClient } from '../../config/client-config.ts'
import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { TotpDevices } from '../../users/totp-devices.ts'
import type { PoolUser } from '../../users/user.ts'
import { done } from '../protocol/operation.ts'
import type { ApiAnswer } from '../protocol/operation.ts'
import { tokensAnswer } from '../protocol/sign-in-result.ts'
import { attributesOf } from '../protocol/user-attributes.ts'
import type { AuthSession, AuthSessions } from './auth-session.ts'

export type CompleteDeps = {
  readonly tokens: Pick<Tokens, 'sign'>
  readonly refreshTokens: Pick<RefreshTokens, 'begin'>
  readonly authSessions: Pick<AuthSessions, 'put'>
  readonly totpDevices: Pick<TotpDevices, 'isEnabled'>
  readonly now: () => number
}

/** Tokens of a sign-in by the API have this scope only, so userInfo refuses them. */
const scopes = ['aws.cognito.signin.user.admin']

/**
 * The response after a correct password: a challenge for a new password or for a code of the authenticator app, else the
 * tokens.
 */
export function afterPassword(pool: CompleteDeps, client: AppClient, user: PoolUser): ApiAnswer | Promise<ApiAnswer> {
  if (user.status !== 'FORCE_CHANGE_PASSWORD') return afterNewPassword(pool, client, user)
  const userAttributes = attributesOf(user).filter(({ Name }) => Name !== 'sub')
  return challenge(pool, client, user, 'NEW_PASSWORD_REQUIRED', {
    userAttributes: JSON.stringify(Object.fromEntries(userAttributes.map(({ Name, Value }) => [Name, Value]))),
    // No attribute is required here but the address, which every user has.
    requiredAttributes: '[]',
  })
}

/** The response to a user whose password is their own. */
export function afterNewPassword(
  pool: CompleteDeps,
  client: AppClient,
  user: PoolUser,
): ApiAnswer | Promise<ApiAnswer> {
  return pool.totpDevices.isEnabled(user.sub)
    ? challenge(pool, client, user, 'SOFTWARE_TOKEN_MFA', {})
    : issueTokens(pool, client, user)
}

/** Starts a chain of refresh tokens and responds with all three tokens. */
export function issueTokens(pool: CompleteDeps, client: AppClient, user: PoolUser): Promise<ApiAnswer> {
  const originJti = randomUUID()
  const authenticatedAtMs = pool.now()
  const shared = { scopes, nonce: null, authenticatedAtMs, acrClaims: {}, signedInBy: 'api' } as const
  const expiresAtMs = authenticatedAtMs + client.refreshTokenSeconds * 1000
  const chain = { ...shared, scopes: [...scopes], clientId: client.id, sub: user.sub, expiresAtMs }
  const refreshToken = pool.refreshTokens.begin(originJti, chain)
  return tokensAnswer(pool, { ...shared, client, user, originJti }, refreshToken, { ChallengeParameters: {} })
}

function challenge(
  pool: CompleteDeps,
  client: AppClient,
  user: PoolUser,
  name: AuthSession['challenge'],
  parameters: Readonly<Record<string, string>>,
): ApiAnswer {
  return done({
    ChallengeName: name,
    ChallengeParameters: { USER_ID_FOR_SRP: user.username, ...parameters },
    Session: pool.authSessions.put({ challenge: name, clientId: client.id, sub: user.sub }),
  })
}
