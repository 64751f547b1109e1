import { randomUUID } from 'node:crypto'
import type { PoolContext, PoolParts } from '../parts.ts'
import { isSameSecret } from '../state/secret.ts'
import { cookieNames, readCookie, writeCookie } from './cookies.ts'

/** What the forms of one page carry besides what a person fills in. */
export type FormStamp = { readonly token: string; readonly openedAtMs: number }

/** The names of the hidden fields. */
export const stampFields = { token: '_csrf', openedAtMs: 'opened' } as const

/**
 * How long a page of managed login may stay open.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
const pageLifeMs = 5 * 60_000

/** The stamp for the forms of a page; its token goes into a cookie too, unless the browser has one already. */
export function stampForms(c: PoolContext, pool: PoolParts): FormStamp {
  const known = readCookie(c, pool, cookieNames.formToken)
  if (known !== undefined && known !== '') return { token: known, openedAtMs: pool.now() }
  const token = randomUUID()
  writeCookie(c, pool, cookieNames.formToken, token)
  return { token, openedAtMs: pool.now() }
}

/** Whether a form comes from a page of ours: another site can post here, but can neither read nor set the cookie. */
export function hasFormToken(c: PoolContext, pool: PoolParts, form: URLSearchParams): boolean {
  const cookie = readCookie(c, pool, cookieNames.formToken)
  const field = form.get(stampFields.token)
  return Boolean(cookie) && field !== null && isSameSecret(cookie ?? '', field)
}

/** Whether the page of a form was open for too long. The classic pages have no such limit. */
export function isFormTooOld(pool: PoolParts, form: URLSearchParams): boolean {
  const openedAtMs = Number(form.get(stampFields.openedAtMs))
  return pool.config.managedLoginVersion === 2 && pool.now() - openedAtMs >= pageLifeMs
}
