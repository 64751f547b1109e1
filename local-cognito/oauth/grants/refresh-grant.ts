import type { AppClient } from '../../config/client-config.ts'
import { renew } from './renew.ts'
import type { RenewalFault, RenewDeps } from './renew.ts'
import { tokenAnswer } from './token-answer.ts'
import type { GrantAnswer, TokenAnswerDeps } from './token-answer.ts'

export type RefreshDeps = TokenAnswerDeps & RenewDeps

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
  const renewal = renew(pool, token, client)
  // The API calls a replay `RefreshTokenReuseException`. The error code of the token endpoint is UNCONFIRMED.
  if (renewal.kind === 'refused') return { kind: 'refused', error: 'invalid_grant', reason: reasons[renewal.cause] }
  return tokenAnswer(pool, renewal.subject, renewal.refreshToken)
}

const unusable = 'the refresh token is unknown, replaced by rotation, revoked or expired'

const reasons: Record<RenewalFault, string> = {
  unknown: unusable,
  replaced: unusable,
  expired: unusable,
  revoked: unusable,
  'another-client': 'the refresh token belongs to another client',
  'no-user': 'the user is no longer in the pool',
  disabled: 'the user is disabled',
}
