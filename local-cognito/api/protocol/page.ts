import { refuse } from './refusal.ts'
import type { ApiRefusal } from './refusal.ts'

export type Page<T> = { readonly kind: 'page'; readonly items: readonly T[]; readonly nextToken: string | undefined }

/**
 * One page of a list. The token is the number of items before the page, in base64. AWS's tokens are opaque. The text of
 * the error is UNCONFIRMED.
 */
export function pageOf<T>(items: readonly T[], limit: number, token: string | undefined): Page<T> | ApiRefusal {
  const text = token === undefined ? '0' : Buffer.from(token, 'base64url').toString('utf8')
  if (!/^\d{1,9}$/.test(text)) return refuse('InvalidParameterException', 'Invalid pagination token.')
  const start = Number(text)
  const end = start + limit
  const nextToken = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined
  return { kind: 'page', items: items.slice(start, end), nextToken }
}
