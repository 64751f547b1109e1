import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { Users } from '../../users/users.ts'
import type { FoundChain, RefreshTokens, UnusableToken } from '../refresh-tokens.ts'
import type { TokenSubject } from '../tokens.ts'

export type RenewalFault = UnusableToken | 'another-client' | 'no-user' | 'disabled'

/** New tokens for a refresh token. `refreshToken` is `null` with rotation off: the old one stays valid. */
export type Renewal =
  | { readonly kind: 'renewed'; readonly subject: TokenSubject; readonly refreshToken: string | null }
  | { readonly kind: 'refused'; readonly cause: RenewalFault }

export type RenewDeps = {
  readonly config: Pick<PoolConfig, 'readings'>
  readonly users: Pick<Users, 'find'>
  readonly refreshTokens: Pick<RefreshTokens, 'find' | 'rotate' | 'findOrigin' | 'revoke' | 'whyUnusable' | 'touch'>
}

/**
 * Uses a refresh token, at the token endpoint and in the API. It retires the token if the client has rotation on. It
 * signs no tokens: the caller does.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function renew(pool: RenewDeps, token: string, client: AppClient): Renewal {
  const found = pool.refreshTokens.find(token)
  if (found === undefined) return refuseUnusable(pool, token)
  if (found.chain.clientId !== client.id) return { kind: 'refused', cause: 'another-client' }
  const user = pool.users.find(found.chain.sub)
  if (user === undefined) return { kind: 'refused', cause: 'no-user' }
  if (!user.isEnabled) return { kind: 'refused', cause: 'disabled' }
  const isRotating = client.rotation.feature === 'ENABLED'
  const refreshToken = isRotating ? pool.refreshTokens.rotate(token, client.rotation) : null
  pool.refreshTokens.touch(found.originJti)
  return { kind: 'renewed', subject: { client, user, ...subjectOf(pool, found) }, refreshToken }
}

function subjectOf({ config }: Pick<RenewDeps, 'config'>, { originJti, chain }: FoundChain) {
  const nonce = config.readings.refreshedIdTokenHasNonce ? chain.nonce : null
  const { scopes, authenticatedAtMs, acrClaims, signedInBy } = chain
  return { scopes, authenticatedAtMs, acrClaims, signedInBy, originJti, nonce }
}

/** If a retired token belongs to a chain that is not revoked, the client used this token a second time. */
function refuseUnusable({ config, refreshTokens: tokens }: RenewDeps, token: string): Renewal {
  const cause = tokens.whyUnusable(token)
  const replayed = tokens.findOrigin(token)
  if (replayed !== undefined && config.readings.replayEndsFamily) tokens.revoke(replayed.originJti)
  return { kind: 'refused', cause }
}
