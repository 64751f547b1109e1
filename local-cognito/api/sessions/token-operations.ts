import * as v from 'valibot'
import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import { clientId, text, textOf } from '../protocol/input.ts'
import { done, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { readClientBySecret } from '../protocol/read-client.ts'
import type { ClientDeps } from '../protocol/read-client.ts'
import { readAccessToken } from '../protocol/read-user.ts'
import type { AccessTokenDeps } from '../protocol/read-user.ts'
import { refuse } from '../protocol/refusal.ts'
import { renewTokens } from '../sign-in/refresh-flow.ts'
import type { RefreshFlowDeps } from '../sign-in/refresh-flow.ts'

export type TokenOperationDeps = ClientDeps &
  RefreshFlowDeps &
  AccessTokenDeps & { readonly refreshTokens: Pick<RefreshTokens, 'findOrigin' | 'revoke' | 'revokeAll'> }

const renewSchema = v.object({ RefreshToken: text, ClientId: clientId, ClientSecret: v.optional(textOf(1, 64)) })
const revokeSchema = v.object({ Token: text, ClientId: clientId, ClientSecret: v.optional(textOf(1, 64)) })
const accessTokenSchema = v.object({ AccessToken: text })

/** The operations with which an app renews and ends its session. */
export function tokenOperations(pool: TokenOperationDeps): Operations {
  return {
    GetTokensFromRefreshToken: operation(renewSchema, (input) => getTokensFromRefreshToken(pool, input)),
    RevokeToken: operation(revokeSchema, (input) => revokeToken(pool, input)),
    GlobalSignOut: operation(accessTokenSchema, (input) => globalSignOut(pool, input)),
  }
}

/**
 * Renews tokens, with rotation on or off. A refresh token that a rotation replaced is refused with
 * `RefreshTokenReuseException`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html
 */
async function getTokensFromRefreshToken(
  pool: TokenOperationDeps,
  { RefreshToken, ClientId, ClientSecret }: v.InferOutput<typeof renewSchema>,
): Promise<ApiAnswer> {
  const reading = readClientBySecret(pool, ClientId, ClientSecret)
  return reading.kind === 'refused' ? reading : renewTokens(pool, reading.client, RefreshToken)
}

/**
 * Revokes a refresh token and all tokens of its sign-in. An unknown or revoked token is no error. The texts of the
 * refusals are UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 */
function revokeToken(
  pool: TokenOperationDeps,
  { Token, ClientId, ClientSecret }: v.InferOutput<typeof revokeSchema>,
): ApiAnswer {
  const reading = readClientBySecret(pool, ClientId, ClientSecret)
  if (reading.kind === 'refused') return reading
  if (!reading.client.enableTokenRevocation) {
    return refuse('UnsupportedOperationException', 'Token revocation is not enabled for the client')
  }
  // Access and ID tokens have three parts.
  if (Token.split('.').length === 3) return refuse('UnsupportedTokenTypeException', 'Unsupported token type')
  const found = pool.refreshTokens.findOrigin(Token)
  if (found === undefined) return done()
  if (found.chain.clientId !== ClientId) {
    return refuse('UnauthorizedException', 'The token was issued to another client')
  }
  pool.refreshTokens.revoke(found.originJti)
  return done()
}

/**
 * Revokes all tokens of the user, at all clients. The sessions of browsers stay: only `/logout` ends one.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html
 */
async function globalSignOut(
  pool: TokenOperationDeps,
  { AccessToken }: v.InferOutput<typeof accessTokenSchema>,
): Promise<ApiAnswer> {
  const found = await readAccessToken(pool, AccessToken)
  if (found.kind === 'refused') return found
  pool.refreshTokens.revokeAll(found.user.sub)
  return done()
}
