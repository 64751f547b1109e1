import { randomUUID } from 'node:crypto'
import { profileClaims } from '../../oauth/claims.ts'
import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { Tokens } from '../../oauth/tokens.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import type { PoolApp, PoolContext } from '../context.ts'

type UserInfoDeps = {
  readonly tokens: Pick<Tokens, 'checkAccessToken'>
  readonly refreshTokens: Pick<RefreshTokens, 'isAlive'>
  readonly users: Pick<Users, 'find'>
}

/**
 * `GET /oauth2/userInfo`: returns the claims that the scopes of the access token allow. Refuses a revoked token, even
 * though its signature is valid. Errors are in `WWW-Authenticate`, without the prefix `Bearer`, as in AWS's samples.
 *
 * Refuses a token without `openid` with status 401 (the status is UNCONFIRMED).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html
 */
export function addUserInfo(app: PoolApp, pool: UserInfoDeps): void {
  app.get('/oauth2/userInfo', async (c) => {
    const token = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (token === undefined) return answerBadRequest(c)
    const checked = await pool.tokens.checkAccessToken(token)
    if (checked === undefined || checked === 'expired')
      return answerInvalidToken(c, 'not an access token of this pool, or expired')
    if (!pool.refreshTokens.isAlive(checked.originJti)) return answerInvalidToken(c, 'revoked')
    if (!checked.scopes.includes('openid')) return answerInvalidToken(c, 'the token lacks the scope openid')
    const user = pool.users.find(checked.sub)
    if (user?.isEnabled !== true) return answerInvalidToken(c, 'the user is no longer in the pool, or is disabled')
    return c.json(userInfoBody(user, checked.scopes), 200, { 'x-amz-cognito-request-id': randomUUID() })
  })
}

/** `email_verified` is the text "true" here and a boolean in the ID token. */
function userInfoBody(user: PoolUser, scopes: readonly string[]): Record<string, string> {
  const { email_verified: emailVerified, ...claims } = profileClaims(user, scopes)
  return {
    sub: user.sub,
    ...Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)])),
    ...(emailVerified === undefined ? {} : { email_verified: String(emailVerified) }),
    username: user.username,
  }
}

function answerBadRequest(c: PoolContext): Response {
  c.set('reason', 'no bearer token')
  const challenge = 'error="invalid_request", error_description="Bad OAuth2 request at UserInfo Endpoint"'
  return c.body(null, 400, { 'WWW-Authenticate': challenge })
}

function answerInvalidToken(c: PoolContext, reason: string): Response {
  c.set('reason', reason)
  const description = 'Access token is expired, disabled, or deleted, or the user has globally signed out.'
  return c.body(null, 401, { 'WWW-Authenticate': `error="invalid_token", error_description="${description}"` })
}
