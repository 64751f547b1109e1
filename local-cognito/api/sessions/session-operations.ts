import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { Sessions } from '../../oauth/sessions.ts'
import { epochSeconds } from '../protocol/dates.ts'
import { oneOf, text } from '../protocol/input.ts'
import { done, operation } from '../protocol/operation.ts'
import type { ApiAnswer, Operations } from '../protocol/operation.ts'
import { readAccessToken } from '../protocol/read-user.ts'
import type { AccessTokenDeps } from '../protocol/read-user.ts'
import { refuse } from '../protocol/refusal.ts'

export type SessionOperationDeps = AccessTokenDeps & {
  readonly refreshTokens: Pick<RefreshTokens, 'chainsOf' | 'revoke'>
  readonly sessions: Pick<Sessions, 'allOf' | 'endByKey'>
}

const listSchema = v.object({ AccessToken: text, NextToken: v.optional(text) })
const revokeSchema = v.object({
  AccessToken: text,
  SessionId: text,
  RevokeAssociatedSessions: v.optional(oneOf(['NONE', 'LINKED']), 'NONE'),
})

/**
 * The operations about a user's sessions: signed-in apps (`TOKEN`) and signed-in browsers (`SSO`). AWS added them in
 * 2026. They follow AWS's reference, and no report of a live pool was found, so all of it is UNCONFIRMED.
 */
export function sessionOperations(pool: SessionOperationDeps): Operations {
  return {
    ListUserSessions: operation(listSchema, (input) => listUserSessions(pool, input)),
    RevokeUserSession: operation(revokeSchema, (input) => revokeUserSession(pool, input)),
  }
}

type UserSession = {
  readonly id: string
  readonly type: 'TOKEN' | 'SSO'
  readonly clientId?: string
  readonly createdAtMs: number
  readonly lastActiveAtMs: number
  readonly isCurrent: boolean
  readonly end: () => void
}

/**
 * Lists the sessions of the access token's user in one page. Omits the device, the address and the location, which this
 * pool does not note, and `OriginSessionId`, because it does not link tokens to the browser's session.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserSessions.html
 */
async function listUserSessions(
  pool: SessionOperationDeps,
  { AccessToken }: v.InferOutput<typeof listSchema>,
): Promise<ApiAnswer> {
  const found = await readAccessToken(pool, AccessToken)
  if (found.kind === 'refused') return found
  const sessions = sessionsOf(pool, found.user.sub, found.originJti)
  return done({
    Sessions: sessions.map(({ id, type, clientId, createdAtMs, lastActiveAtMs, isCurrent }) => ({
      SessionId: id,
      SessionType: type,
      ClientId: clientId,
      CreateDate: epochSeconds(createdAtMs),
      LastActiveDate: epochSeconds(lastActiveAtMs),
      DeviceType: 'unknown',
      IsCurrentSession: isCurrent,
    })),
  })
}

/**
 * Ends another session of the access token's user. AWS says that the current session cannot be ended so. `LINKED` is
 * not supported. The exceptions are UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeUserSession.html
 */
async function revokeUserSession(
  pool: SessionOperationDeps,
  { AccessToken, SessionId, RevokeAssociatedSessions }: v.InferOutput<typeof revokeSchema>,
): Promise<ApiAnswer> {
  const found = await readAccessToken(pool, AccessToken)
  if (found.kind === 'refused') return found
  if (RevokeAssociatedSessions === 'LINKED') {
    return refuse('NotImplementedException', 'The local user pool does not link sessions.')
  }
  const session = sessionsOf(pool, found.user.sub, found.originJti).find(({ id }) => id === SessionId)
  if (session === undefined) return refuse('ResourceNotFoundException', 'Session does not exist.')
  if (session.isCurrent) return refuse('InvalidParameterException', 'The current session cannot be revoked.')
  session.end()
  return done()
}

function sessionsOf({ refreshTokens, sessions }: SessionOperationDeps, sub: string, current: string): UserSession[] {
  const tokenSessions = refreshTokens.chainsOf(sub).map(({ originJti, chain }): UserSession => ({
    id: sessionId('tkn', originJti),
    type: 'TOKEN',
    clientId: chain.clientId,
    createdAtMs: chain.authenticatedAtMs,
    lastActiveAtMs: chain.refreshedAtMs ?? chain.authenticatedAtMs,
    isCurrent: originJti === current,
    end: () => refreshTokens.revoke(originJti),
  }))
  const browserSessions = sessions.allOf(sub).map(({ key, session }): UserSession => ({
    id: sessionId('sso', key),
    type: 'SSO',
    createdAtMs: session.authenticatedAtMs,
    lastActiveAtMs: session.authenticatedAtMs,
    isCurrent: false,
    end: () => sessions.endByKey(key),
  }))
  return [...tokenSessions, ...browserSessions]
}

/** AWS's ids: 28 lower-case letters and digits, the first three of which name the type. */
function sessionId(prefix: 'tkn' | 'sso', key: string): string {
  return `${prefix}${createHash('sha256').update(key).digest('hex').slice(0, 25)}`
}
