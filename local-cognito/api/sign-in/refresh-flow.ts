import type { AppClient } from '../../config/client-config.ts'
import { renew } from '../../oauth/grants/renew.ts'
import type { RenewalFault, RenewDeps } from '../../oauth/grants/renew.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { ApiAnswer } from '../protocol/operation.ts'
import { refuse } from '../protocol/refusal.ts'
import type { ApiRefusal } from '../protocol/refusal.ts'
import { tokensAnswer } from '../protocol/sign-in-result.ts'

export type RefreshFlowDeps = RenewDeps & { readonly tokens: Pick<Tokens, 'sign'> }

/**
 * New tokens for a refresh token, of a sign-in by the API or by the hosted UI. With rotation on, the response has a new
 * refresh token.
 */
export async function renewTokens(pool: RefreshFlowDeps, client: AppClient, token: string): Promise<ApiAnswer> {
  const renewal = renew(pool, token, client)
  return renewal.kind === 'refused'
    ? refusals[renewal.cause]
    : tokensAnswer(pool, renewal.subject, renewal.refreshToken)
}

const invalid = refuse('NotAuthorizedException', 'Invalid Refresh Token')

/** Which text a token of another client or of a removed user gets is UNCONFIRMED. */
const refusals: Record<RenewalFault, ApiRefusal> = {
  unknown: invalid,
  'another-client': invalid,
  'no-user': invalid,
  expired: refuse('NotAuthorizedException', 'Refresh Token has expired'),
  revoked: refuse('NotAuthorizedException', 'Refresh Token has been revoked'),
  disabled: refuse('NotAuthorizedException', 'User is disabled.'),
  // AWS documents the exception. The text is UNCONFIRMED.
  replaced: refuse('RefreshTokenReuseException', 'Refresh token has been used already'),
}
