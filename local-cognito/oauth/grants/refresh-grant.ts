import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { Users } from '../../users/users.ts'
import type { FoundChain, RefreshTokens } from '../refresh-tokens.ts'
import { tokenAnswer } from './token-answer.ts'
import type { GrantAnswer, TokenAnswerDeps } from './token-answer.ts'

export type RefreshDeps = TokenAnswerDeps & {
  readonly config: Pick<PoolConfig, 'readings'>
  readonly users: Pick<Users, 'find'>
  readonly refreshTokens: Pick<RefreshTokens, 'find' | 'rotate' | 'findOrigin' | 'revoke'>
}

/**
 * Makes new tokens from a refresh token. With rotation on, the response has a new refresh token, and the old one ends
 * after the grace period. With rotation off, the response has no refresh token, and the old one stays valid. The
 * browser's session does not change.
 *
 * The ID token has no nonce, as OpenID Connect advises. What Cognito does is UNCONFIRMED;
 * `readings.refreshedIdTokenHasNonce` adds the nonce. That a disabled user gets `invalid_grant` is UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 * @see https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse
 */
export async function refreshTokens(pool: RefreshDeps, form: URLSearchParams, client: AppClient): Promise<GrantAnswer> {
  const token = form.get('refresh_token')
  if (!token) return { kind: 'refused', error: 'invalid_request', reason: 'refresh_token is missing' }
  const found = pool.refreshTokens.find(token)
  if (found === undefined) return refuseUnusable(pool, token)
  if (found.chain.clientId !== client.id) return refuse('the refresh token belongs to another client')
  const user = pool.users.find(found.chain.sub)
  if (user === undefined) return refuse('the user is no longer in the pool')
  if (!user.isEnabled) return refuse('the user is disabled')
  const isRotating = client.rotation.feature === 'ENABLED'
  const next = isRotating ? pool.refreshTokens.rotate(token, client.rotation) : null
  return tokenAnswer(pool, { client, user, ...subjectOf(pool, found) }, next)
}

function subjectOf({ config }: Pick<RefreshDeps, 'config'>, { originJti, chain }: FoundChain) {
  const nonce = config.readings.refreshedIdTokenHasNonce ? chain.nonce : null
  return { scopes: chain.scopes, authenticatedAtMs: chain.authenticatedAtMs, originJti, nonce }
}

/** If a retired token belongs to a chain that is not revoked, the client used this token a second time. */
function refuseUnusable({ config, refreshTokens: tokens }: RefreshDeps, token: string): GrantAnswer {
  const replayed = tokens.findOrigin(token)
  if (replayed !== undefined && config.readings.replayEndsFamily) tokens.revoke(replayed.originJti)
  return refuse('the refresh token is unknown, replaced by rotation, revoked or expired')
}

// The API calls a replay `RefreshTokenReuseException`. The error code of the token endpoint is UNCONFIRMED.
function refuse(reason: string): GrantAnswer {
  return { kind: 'refused', error: 'invalid_grant', reason }
}
