import { bodyLimit } from 'hono/body-limit'
import type { PoolContext } from '../parts.ts'

/** Ends requests whose body is above 64 kB; no form and no token call comes near it. */
export const limitBody = bodyLimit({
  maxSize: 64 * 1024,
  onError: (c) => c.text('The body is too large.', 413),
})

/** Whether the body says that it is a form. Compared as a media type: a `charset` after it is fine. */
export function isForm(c: PoolContext): boolean {
  const mediaType = (c.req.header('content-type') ?? '').split(';', 1)[0] ?? ''
  return mediaType.trim().toLowerCase() === 'application/x-www-form-urlencoded'
}

/** The body as form fields. A body of another kind gives fields that nobody asks for. */
export async function readForm(c: PoolContext): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text())
}
