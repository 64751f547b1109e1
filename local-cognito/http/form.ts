import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { PoolContext, PoolEnv } from '../parts.ts'

const mostBytes = 64 * 1024

const countBytes = bodyLimit({ maxSize: mostBytes, onError: (c) => c.text('The body is too large.', 413) })

/** Ends requests whose body is above 64 kB; no form and no token call comes near it. */
export const limitBody: MiddlewareHandler<PoolEnv> = (c, next) => {
  // Opening the stream of each body, only to hear from a header how long it is, would be the slowest part of a token call.
  const isTold = c.req.header('transfer-encoding') === undefined
  return isTold && Number(c.req.header('content-length')) <= mostBytes ? next() : countBytes(c, next)
}

/** Whether the body says that it is a form. Compared as a media type: a `charset` after it is fine. */
export function isForm(c: PoolContext): boolean {
  const mediaType = (c.req.header('content-type') ?? '').split(';', 1)[0] ?? ''
  return mediaType.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** The body as form fields. A body of another kind gives fields that nobody asks for. */
export async function readForm(c: PoolContext): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text())
}
