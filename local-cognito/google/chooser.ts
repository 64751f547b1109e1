import type { AuthorizeRequest } from '../oauth/authorize-request.ts'
import type { GoogleAccount } from '../config/config.ts'
import { cookieNames, readCookie, writeCookie } from '../http/cookies.ts'
import { formToken, hasFormToken } from '../http/form-token.ts'
import { limitBody, readForm } from '../http/form.ts'
import { googlePage } from './google-page.ts'
import { answerPage } from '../pages/page.ts'
import type { PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { randomSecret } from '../state/secret.ts'
import { answerError } from '../endpoints/error.ts'

const chooserPath = '/__local/google'
const accountPrompts = ['login', 'select_account', 'consent']

/**
 * Sends the browser to the stand-in for Google. The trip's state belongs to this browser by the `csrf-state` cookie.
 * `login_hint` stays here: Cognito never forwards it to Google.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function leaveForGoogle(c: PoolContext, pool: PoolParts, request: AuthorizeRequest): Response {
  const cookie = randomSecret()
  writeCookie(c, cookieNames.googleTrip, cookie, tripSeconds)
  const query = new URLSearchParams({
    redirect_uri: `${pool.config.origin}/oauth2/idpresponse`,
    response_type: 'code',
    scope: 'email profile openid',
    state: pool.googleTrips.put({ request, cookie }),
  })
  const prompts = request.prompts.filter((prompt) => accountPrompts.includes(prompt))
  if (prompts.length > 0) query.set('prompt', prompts.join(' '))
  return c.redirect(`${pool.config.origin}${chooserPath}?${query}`)
}

/** How long a browser may stay at Google. Cognito's own limit is UNCONFIRMED. */
export const tripSeconds = 600

/**
 * `/__local/google`: stands in for Google's account chooser. Silent for a browser that chose an account before,
 * unless `prompt` asks otherwise, since signing out of the pool does not sign out of Google.
 */
export function addGoogle(app: PoolApp, pool: PoolParts): void {
  app.get(chooserPath, (c) => {
    const known = pool.googleSessions.find(readCookie(c, cookieNames.google))
    if (known !== undefined && c.req.query('prompt') === undefined) return returnToPool(c, pool, known)
    const view = { accounts: pool.config.googleAccounts, formToken: formToken(c), search: new URL(c.req.url).search }
    return answerPage(c, pool, 200, (text) => googlePage(view, text))
  })
  app.post(chooserPath, limitBody, async (c) => {
    const form = await readForm(c)
    if (!hasFormToken(c, form)) {
      c.set('reason', 'the form has no token, or another than the cookie')
      return answerError(c, pool, 403, 'invalid_request')
    }
    const account = form.has('cancel') ? undefined : pool.people.findGoogleAccount(form.get('account') ?? '')
    if (account === undefined) return cancelToPool(c, pool)
    writeCookie(c, cookieNames.google, pool.googleSessions.start(account))
    return returnToPool(c, pool, account)
  })
}

function returnToPool(c: PoolContext, pool: PoolParts, account: GoogleAccount): Response {
  return c.redirect(idpResponseUrl(c, pool, { code: pool.googleCodes.put(account.email) }))
}

function cancelToPool(c: PoolContext, pool: PoolParts): Response {
  return c.redirect(idpResponseUrl(c, pool, { error: 'access_denied' }))
}

// Fixed, whatever `redirect_uri` says: real Google compares it with what is registered there.
function idpResponseUrl(c: PoolContext, pool: PoolParts, answer: Record<string, string>): string {
  const query = new URLSearchParams({ ...answer, state: c.req.query('state') ?? '' })
  return `${pool.config.origin}/oauth2/idpresponse?${query}`
}
