import { randomUUID } from 'node:crypto'
import type { PoolContext } from '../../parts.ts'

/** An OAuth error, with the reason that only the request log tells. */
export type OAuthRefusal = { readonly error: string; readonly description?: string; readonly reason: string }

/** Answers JSON in the frame that Cognito's token endpoint uses. */
export function answerJson(c: PoolContext, status: 200 | 400 | 401, body: Record<string, unknown>): Response {
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', 'x-amz-cognito-request-id': randomUUID() }
  return c.body(JSON.stringify(body), status, headers)
}

/**
 * Answers an OAuth error. The caller is told the word, seldom more; the request log knows why.
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

/** 405 with an empty body: for another method, and as reported for another content type. */
export function answerNotAllowed(c: PoolContext, reason: string): Response {
  c.set('reason', reason)
  return c.body(null, 405, { Allow: 'POST', 'Content-Length': '0' })
}
