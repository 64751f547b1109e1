import { randomUUID } from 'node:crypto'
import type { PoolContext } from '../http/context.ts'
import type { ApiAnswer } from './protocol/operation.ts'

/** The content type of AWS's JSON protocol. */
export const apiMediaType = 'application/x-amz-json-1.1'

/**
 * Responds as the user pools API does: JSON, the id of the request, and for an error status 400 with `__type` and
 * `message`. The two headers that repeat them are AWS's too; the request log has the type only.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function answerApi(c: PoolContext, answer: ApiAnswer): Response {
  const headers = { 'Content-Type': apiMediaType, 'x-amzn-RequestId': randomUUID() }
  if (answer.kind === 'done') return c.body(JSON.stringify(answer.output), 200, headers)
  const { type, message } = answer
  c.set('reason', type)
  return c.body(JSON.stringify({ __type: type, message }), 400, {
    ...headers,
    'x-amzn-ErrorType': `${type}:`,
    // A header takes no line break, and Latin-1 only: the message may quote a user name.
    'x-amzn-ErrorMessage': message.replace(/[^\x20-\x7e]/g, ' '),
  })
}
