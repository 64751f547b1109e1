import type { AppClient } from '../../config/client-config.ts'
import { readClient } from '../../oauth/client-authentication.ts'
import type { Clients } from '../../oauth/clients.ts'
import { exchangeCode } from '../../oauth/grants/exchange-code.ts'
import type { ExchangeDeps } from '../../oauth/grants/exchange-code.ts'
import { refreshTokens } from '../../oauth/grants/refresh-grant.ts'
import type { RefreshDeps } from '../../oauth/grants/refresh-grant.ts'
import type { GrantAnswer } from '../../oauth/grants/token-answer.ts'
import type { PoolApp } from '../context.ts'
import { isForm, limitBody, readForm } from '../form.ts'
import { answerJson, answerNotAllowed, answerRefused } from './oauth-answer.ts'

type GrantDeps = ExchangeDeps & RefreshDeps
type TokenDeps = GrantDeps & { readonly clients: Pick<Clients, 'find'> }

/**
 * `POST /oauth2/token`: exchanges codes and refresh tokens for tokens. Accepts form bodies only. Each refusal has
 * status 400 and an OAuth error code. The order of the checks is this stand-in's choice. There is no client credentials
 * grant.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function addToken(app: PoolApp, pool: TokenDeps): void {
  app.post('/oauth2/token', limitBody, async (c) => {
    if (!isForm(c)) return answerNotAllowed(c, 'the content type is not application/x-www-form-urlencoded')
    const form = await readForm(c)
    const answer = await answerGrant(pool, form, c.req.header('authorization'))
    return answer.kind === 'refused' ? answerRefused(c, 400, answer) : answerJson(c, 200, answer.body)
  })
  // Status 405 for GET is UNCONFIRMED. AWS says only that the method has to be POST.
  app.all('/oauth2/token', (c) => answerNotAllowed(c, 'the method is not POST'))
}

async function answerGrant(
  pool: TokenDeps,
  form: URLSearchParams,
  authorization: string | undefined,
): Promise<GrantAnswer> {
  const grantType = form.get('grant_type')
  if (!grantType) return { kind: 'refused', error: 'invalid_request', reason: 'grant_type is missing' }
  const reading = readClient(authorization, form, pool.clients)
  if (reading.kind === 'refused') return { kind: 'refused', error: 'invalid_client', reason: reading.reason }
  return answerGrantType(pool, grantType, form, reading.client)
}

async function answerGrantType(
  pool: GrantDeps,
  grantType: string,
  form: URLSearchParams,
  client: AppClient,
): Promise<GrantAnswer> {
  if (!client.allowedOAuthFlowsUserPoolClient) {
    return { kind: 'refused', error: 'unauthorized_client', reason: 'allowedOAuthFlowsUserPoolClient is off' }
  }
  if (grantType === 'authorization_code') return exchangeCode(pool, form, client)
  if (grantType === 'refresh_token') return refreshTokens(pool, form, client)
  return { kind: 'refused', error: 'unsupported_grant_type', reason: 'grant_type is neither code nor refresh token' }
}
