import { readClient } from '../../oauth/client-authentication.ts'
import type { Clients } from '../../oauth/clients.ts'
import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { PoolApp, PoolContext } from '../context.ts'
import { isForm, limitBody, readForm } from '../form.ts'
import { answerNotAllowed, answerRefused } from './oauth-answer.ts'

type RevokeDeps = {
  readonly clients: Pick<Clients, 'find'>
  readonly refreshTokens: Pick<RefreshTokens, 'findOrigin' | 'revoke'>
}

/**
 * `POST /oauth2/revoke`: revokes a refresh token and all tokens of the same sign-in. The response is status 200 with an
 * empty body, also for an unknown or revoked token. The browser's session stays, and the signatures of issued tokens
 * stay valid.
 *
 * The status for another content type than a form is UNCONFIRMED. Here it is the same as at the token endpoint.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-revocation.html
 */
export function addRevoke(app: PoolApp, pool: RevokeDeps): void {
  app.post('/oauth2/revoke', limitBody, async (c) => {
    if (!isForm(c)) return answerNotAllowed(c, 'the content type is not application/x-www-form-urlencoded')
    return answerRevocation(c, pool, await readForm(c))
  })
  app.all('/oauth2/revoke', (c) => answerNotAllowed(c, 'the method is not POST'))
}

function answerRevocation(c: PoolContext, pool: RevokeDeps, form: URLSearchParams): Response {
  const reading = readClient(c.req.header('authorization'), form, pool.clients)
  if (reading.kind === 'refused') return answerRefused(c, 401, { error: 'invalid_client', reason: reading.reason })
  if (!reading.client.enableTokenRevocation) {
    return answerRefused(c, 400, { error: 'invalid_request', reason: 'the client has revocation turned off' })
  }
  const token = form.get('token')
  if (!token) return answerRefused(c, 400, { error: 'invalid_request', reason: 'token is missing' })
  if (isSignedToken(token)) {
    return answerRefused(c, 400, { error: 'unsupported_token_type', reason: 'only a refresh token can be revoked' })
  }
  const found = pool.refreshTokens.findOrigin(token)
  if (found !== undefined && found.chain.clientId !== reading.client.id) {
    // RFC 7009 requires a refusal. Cognito's error code is UNCONFIRMED.
    return answerRefused(c, 400, { error: 'invalid_request', reason: 'the token belongs to another client' })
  }
  if (found !== undefined) pool.refreshTokens.revoke(found.originJti)
  return c.body(null, 200)
}

/** Access and ID tokens have three parts. A refresh token has five, like an encrypted token. */
function isSignedToken(token: string): boolean {
  return token.split('.').length === 3
}
