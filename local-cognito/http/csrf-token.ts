import { randomUUID } from 'node:crypto'
import type { PoolConfig } from '../config/pool-config.ts'
import { isSameSecret } from '../state/secret.ts'
import type { PoolContext } from './context.ts'
import { cookieNames, readCookie, writeCookie } from './cookies.ts'
import type { CookieDeps } from './cookies.ts'

/** The hidden fields of each form. */
export type CsrfToken = { readonly token: string; readonly openedAtMs: number }

/** The names of the hidden fields. */
export const csrfFields = { token: '_csrf', openedAtMs: 'opened' } as const

/**
 * How long a page of managed login may stay open.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
const pageLifetimeMs = 5 * 60_000

export type CsrfDeps = CookieDeps & { readonly now: () => number }

/** Makes the CSRF token of a page. A cookie holds the token too. A browser that has the cookie keeps its token. */
export function issueCsrfToken(c: PoolContext, pool: CsrfDeps): CsrfToken {
  const known = readCookie(c, pool, cookieNames.csrfToken)
  if (known !== undefined && known !== '') return { token: known, openedAtMs: pool.now() }
  const token = randomUUID()
  writeCookie(c, pool, cookieNames.csrfToken, token)
  return { token, openedAtMs: pool.now() }
}

/** Whether a page of this pool sent the form. Another site can post here, but can neither read nor set the cookie. */
export function hasCsrfToken(c: PoolContext, pool: Pick<CookieDeps, 'cookieSuffix'>, form: URLSearchParams): boolean {
  const cookie = readCookie(c, pool, cookieNames.csrfToken)
  const field = form.get(csrfFields.token)
  return Boolean(cookie) && field !== null && isSameSecret(cookie ?? '', field)
}

export type FormAgeDeps = { readonly config: Pick<PoolConfig, 'managedLoginVersion'>; readonly now: () => number }

/** Whether the page of a form was open for too long. The classic pages have no such limit. */
export function isFormTooOld({ config, now }: FormAgeDeps, form: URLSearchParams): boolean {
  const openedAtMs = Number(form.get(csrfFields.openedAtMs))
  return config.managedLoginVersion === 2 && now() - openedAtMs >= pageLifetimeMs
}
