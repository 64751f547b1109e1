import { randomUUID } from 'node:crypto'
import { cookieNames, readCookie, writeCookie } from './cookies.ts'
import type { PoolContext } from '../parts.ts'
import { isSameSecret } from '../state/secret.ts'

/** The name of the hidden field. */
export const formTokenField = '_csrf'

/** The token for the forms of a page; the same value goes into a cookie unless the browser has one already. */
export function formToken(c: PoolContext): string {
  const known = readCookie(c, cookieNames.formToken)
  if (known !== undefined && known !== '') return known
  const token = randomUUID()
  writeCookie(c, cookieNames.formToken, token)
  return token
}

/** Whether a form comes from a page of ours: another site can post here, but can neither read nor set the cookie. */
export function hasFormToken(c: PoolContext, form: URLSearchParams): boolean {
  const cookie = readCookie(c, cookieNames.formToken)
  const field = form.get(formTokenField)
  return Boolean(cookie) && field !== null && isSameSecret(cookie ?? '', field)
}
