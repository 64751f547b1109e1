import { readClient } from '../../oauth/client-authentication.ts'
import type { AppClient } from '../../config/client-config.ts'
import { isForm, limitBody, readForm } from '../form.ts'
import { exchangeCode } from '../../oauth/grants/exchange-code.ts'
import { answerJson, answerNotAllowed, answerRefused } from './oauth-answer.ts'
import type { PoolApp, PoolParts } from '../../parts.ts'
import { refreshTokens } from '../../oauth/grants/refresh-grant.ts'
import type { GrantAnswer } from '../../oauth/grants/token-answer.ts'

/**
 * `POST /oauth2/token`: codes and refresh tokens become tokens. Form bodies only. Every refusal is 400 and one of
 * OAuth's words; which of two wrong things is reported first is this stand-in's choice.
 * Client credentials are not imitated.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function addToken(app: PoolApp, pool: PoolParts): void {
  app.post('/oauth2/token', limitBody, async (c) => {
    if (!isForm(c)) return answerNotAllowed(c, 'the content type is not application/x-www-form-urlencoded')
    const form = await readForm(c)
    const answer = await answerGrant(pool, form, c.req.header('authorization'))
    return answer.kind === 'refused' ? answerRefused(c, 400, answer) : answerJson(c, 200, answer.body)
  })
  // That GET is 405 is UNCONFIRMED; AWS says only that it has to be POST.
  app.all('/oauth2/token', (c) => answerNotAllowed(c, 'the method is not POST'))
}

async function answerGrant(
  pool: PoolParts,
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
  pool: PoolParts,
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
