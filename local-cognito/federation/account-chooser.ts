import type { GoogleAccount } from '../config/people-config.ts'
import { answerError } from '../hosted-ui/error/error.ts'
import type { ErrorPageDeps } from '../hosted-ui/error/error.ts'
import { answerPage } from '../hosted-ui/layout/page.ts'
import type { PoolApp, PoolContext } from '../http/context.ts'
import { cookieNames, readCookie, writeCookie } from '../http/cookies.ts'
import { hasCsrfToken, issueCsrfToken } from '../http/csrf-token.ts'
import type { CsrfDeps } from '../http/csrf-token.ts'
import { limitBody, readForm } from '../http/form.ts'
import type { ExpiringStore } from '../state/expiring-store.ts'
import { chooserPage, googleRefusalPage } from './account-chooser-page.ts'
import { chooserPath } from './federation-request.ts'
import type { GoogleAccounts } from './google-accounts.ts'
import type { GoogleSessions } from './google-sessions.ts'

type ChooserDeps = ErrorPageDeps &
  CsrfDeps & {
    readonly googleAccounts: Pick<GoogleAccounts, 'all' | 'findByEmail' | 'add'>
    readonly googleSessions: GoogleSessions
    /** The codes of the stand-in for Google, with Google's id of the account. */
    readonly googleCodes: Pick<ExpiringStore<string>, 'put'>
  }

/**
 * `/__local/google`: the stand-in for Google's account chooser. If the user already chose an account in this browser,
 * the page does not appear unless the request has a `prompt`: a sign-out from the pool does not sign out from Google.
 */
export function addAccountChooser(app: PoolApp, pool: ChooserDeps): void {
  app.get(chooserPath, (c) => {
    const known = pool.googleSessions.find(readCookie(c, pool, cookieNames.google))
    if (known !== undefined && c.req.query('prompt') === undefined) return returnToPool(c, pool, known)
    return answerChooser(c, pool, false)
  })
  app.post(chooserPath, limitBody, async (c) => {
    const form = await readForm(c)
    if (!hasCsrfToken(c, pool, form)) {
      c.set('reason', 'the CSRF token of the form is missing or differs from the cookie')
      return answerError(c, pool, 403, 'invalid_request')
    }
    return answerChoice(c, pool, form)
  })
}

function answerChoice(c: PoolContext, pool: ChooserDeps, form: URLSearchParams): Response | Promise<Response> {
  const failure = form.get('failure')
  // Google's own error page has no link back to the app.
  if (failure === 'redirect-uri-mismatch') return answerPage(c, pool, 400, googleRefusalPage)
  // The browser returns without its `state`, as it does after a long wait or without cookies.
  if (failure === 'lost-state') return c.redirect(`${pool.config.origin}/oauth2/idpresponse?code=x`)
  if (failure !== null) return c.redirect(idpResponseUrl(c, pool, { error: failure }))
  const account = form.has('new-account')
    ? addAccount(pool, form)
    : pool.googleAccounts.findByEmail(form.get('account') ?? '')
  if (account === undefined) return answerChooser(c, pool, true)
  writeCookie(c, pool, cookieNames.google, pool.googleSessions.start(account))
  return returnToPool(c, pool, account)
}

function addAccount(
  { googleAccounts }: Pick<ChooserDeps, 'googleAccounts'>,
  form: URLSearchParams,
): GoogleAccount | undefined {
  const email = (form.get('email') ?? '').trim()
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return undefined
  return googleAccounts.findByEmail(email) ?? googleAccounts.add(email, (form.get('name') ?? '').trim() || email)
}

function answerChooser(c: PoolContext, pool: ChooserDeps, hasFault: boolean): Promise<Response> {
  const accounts = pool.googleAccounts.all().slice(-shownAccounts)
  const view = { accounts, csrfToken: issueCsrfToken(c, pool), search: new URL(c.req.url).search, hasFault }
  return answerPage(c, pool, 200, (text) => chooserPage(view, text))
}

const shownAccounts = 20

function returnToPool(c: PoolContext, pool: ChooserDeps, account: GoogleAccount): Response {
  return c.redirect(idpResponseUrl(c, pool, { code: pool.googleCodes.put(account.googleSub) }))
}

// Ignores `redirect_uri`, because Google compares it with the URI that is registered there.
function idpResponseUrl(c: PoolContext, pool: ChooserDeps, result: Record<string, string>): string {
  const query = new URLSearchParams({ ...result, state: c.req.query('state') ?? '' })
  return `${pool.config.origin}/oauth2/idpresponse?${query}`
}
