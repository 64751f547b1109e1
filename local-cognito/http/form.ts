import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { PoolContext, PoolEnv } from './context.ts'

const mostBytes = 64 * 1024

const countBytes = bodyLimit({ maxSize: mostBytes, onError: (c) => c.text('The body is too large.', 413) })

/** Refuses bodies above 64 kB. Forms and token requests are far smaller. */
export const limitBody: MiddlewareHandler<PoolEnv> = (c, next) => {
  // With a Content-Length, skip `bodyLimit`: it opens the body's stream, which would be the slowest part of a token
  // request.
  const hasLength = c.req.header('transfer-encoding') === undefined
  return hasLength && Number(c.req.header('content-length')) <= mostBytes ? next() : countBytes(c, next)
}

/** Whether the content type is that of a form. Ignores parameters such as `charset`. */
export function isForm(c: PoolContext): boolean {
  const mediaType = (c.req.header('content-type') ?? '').split(';', 1)[0] ?? ''
  return mediaType.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** Reads the body as form fields. A body of another type gives fields that no code reads. */
export async function readForm(c: PoolContext): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text())
}
