import { randomUUID } from 'node:crypto'
import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import { hashOf, isSameSecret } from '../../state/secret.ts'
import type { Users } from '../../users/users.ts'
import type { CodeGrant, Codes } from '../authorize/codes.ts'
import type { OAuthRefusal } from '../oauth-refusal.ts'
import type { RefreshTokens } from '../refresh-tokens.ts'
import { tokenAnswer } from './token-answer.ts'
import type { GrantAnswer, TokenAnswerDeps } from './token-answer.ts'

export type ExchangeDeps = TokenAnswerDeps & {
  readonly config: Pick<PoolConfig, 'readings'>
  readonly codes: Pick<Codes, 'find' | 'take'>
  readonly users: Pick<Users, 'find'>
  readonly refreshTokens: Pick<RefreshTokens, 'begin'>
  readonly now: () => number
}

/**
 * Exchanges a code for tokens, once. The response always has a refresh token. With the scope `openid` it also has an
 * ID token.
 *
 * Whether a failed exchange invalidates the code is UNCONFIRMED. Here it does, which is stricter, unless
 * `readings.failedExchangeUsesCode` is off. A missing parameter or another client does not invalidate the code.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export async function exchangeCode(pool: ExchangeDeps, form: URLSearchParams, client: AppClient): Promise<GrantAnswer> {
  if (!client.allowedOAuthFlows.includes('code')) return refuse('unauthorized_client', 'the client has no code grant')
  const code = form.get('code')
  const redirectUri = form.get('redirect_uri')
  if (!code || !redirectUri) return refuse('invalid_request', 'code or redirect_uri is missing')
  const grant = pool.codes.find(code)
  if (grant === undefined) return refuse('invalid_grant', 'the code is unknown, used or over 5 minutes old')
  // The error code is UNCONFIRMED.
  if (grant.clientId !== client.id) return refuse('invalid_grant', 'the code belongs to another client')
  const refusal = findRefusal(grant, redirectUri, form.get('code_verifier'))
  if (refusal === undefined || pool.config.readings.failedExchangeUsesCode) pool.codes.take(code)
  return refusal === undefined ? issue(pool, client, grant) : { kind: 'refused', ...refusal }
}

function findRefusal(grant: CodeGrant, redirectUri: string, verifier: string | null): OAuthRefusal | undefined {
  if (grant.redirectUri !== redirectUri) {
    const reason = 'redirect_uri differs from that of the authorize request'
    return { error: 'unauthorized_client', description: 'invalid_redirect', reason }
  }
  const reason = findVerifierFault(grant.codeChallenge, verifier)
  return reason === undefined ? undefined : { error: 'invalid_grant', reason }
}

/**
 * AWS says only that no tokens are issued. The error code `invalid_grant` is from RFC 7636 (UNCONFIRMED for Cognito).
 * A verifier without a challenge is also refused, because an attacker may have removed the challenge from the
 * authorize request (UNCONFIRMED).
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.6
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1
 */
function findVerifierFault(challenge: string | null, verifier: string | null): string | undefined {
  if (challenge === null) return verifier === null ? undefined : 'code_verifier without a code_challenge'
  if (verifier === null) return 'code_verifier is missing'
  return isSameSecret(challenge, hashOf(verifier)) ? undefined : 'code_verifier does not match the code_challenge'
}

async function issue(pool: ExchangeDeps, client: AppClient, grant: CodeGrant): Promise<GrantAnswer> {
  const { sub, scopes, authenticatedAtMs, acrClaims, nonce } = grant
  const user = pool.users.find(sub)
  if (user?.isEnabled !== true) return refuse('invalid_grant', 'the user is no longer in the pool, or is disabled')
  const originJti = randomUUID()
  const signedInBy = 'hosted-ui' as const
  const expiresAtMs = pool.now() + client.refreshTokenSeconds * 1000
  const shared = { nonce, authenticatedAtMs, acrClaims, signedInBy }
  const chain = { ...shared, clientId: client.id, sub, scopes: [...scopes], expiresAtMs }
  const refreshToken = pool.refreshTokens.begin(originJti, chain)
  return tokenAnswer(pool, { ...shared, client, user, scopes, originJti }, refreshToken)
}

function refuse(error: string, reason: string): GrantAnswer {
  return { kind: 'refused', error, reason }
}
