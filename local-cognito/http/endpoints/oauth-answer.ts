import { randomUUID } from 'node:crypto'
import type { OAuthRefusal } from '../../oauth/oauth-refusal.ts'
import type { PoolContext } from '../context.ts'

/** Responds with JSON and the headers of Cognito's token endpoint. */
export function answerJson(c: PoolContext, status: 200 | 400 | 401, body: Record<string, unknown>): Response {
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', 'x-amz-cognito-request-id': randomUUID() }
  return c.body(JSON.stringify(body), status, headers)
}

/**
 * Responds with an OAuth error. The body has the error code and rarely a description. The request log has the reason.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function answerRefused(
  c: PoolContext,
  status: 400 | 401,
  { error, description, reason }: OAuthRefusal,
): Response {
  c.set('reason', reason)
  return answerJson(c, status, description === undefined ? { error } : { error, error_description: description })
}

/** Responds with status 405 and an empty body: to a wrong method and (as developers report) a wrong content type. */
export function answerNotAllowed(c: PoolContext, reason: string): Response {
  c.set('reason', reason)
  return c.body(null, 405, { Allow: 'POST', 'Content-Length': '0' })
}
