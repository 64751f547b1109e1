import type { GoogleAccount } from '../config/people-config.ts'
import { answerError } from '../hosted-ui/error/error.ts'
import { cookieNames, readCookie, writeCookie } from '../http/cookies.ts'
import { hasFormToken, stampForms } from '../http/csrf-token.ts'
import { limitBody, readForm } from '../http/form.ts'
import type { AuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import { answerPage } from '../hosted-ui/layout/page.ts'
import type { PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { randomSecret } from '../state/secret.ts'
import { googlePage, googleRefusalPage } from './account-chooser-page.ts'

const chooserPath = '/__local/google'
const accountPrompts = ['login', 'select_account', 'consent']

/**
 * Sends the browser to the stand-in for Google. The trip's state belongs to this browser by the `csrf-state` cookie.
 * `login_hint` stays here: Cognito never forwards it to Google.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function leaveForGoogle(c: PoolContext, pool: PoolParts, request: AuthorizeRequest): Response {
  const cookie = randomSecret()
  writeCookie(c, pool, cookieNames.googleTrip, cookie, tripSeconds)
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
    const known = pool.googleSessions.find(readCookie(c, pool, cookieNames.google))
    if (known !== undefined && c.req.query('prompt') === undefined) return returnToPool(c, pool, known)
    return answerChooser(c, pool, false)
  })
  app.post(chooserPath, limitBody, async (c) => {
    const form = await readForm(c)
    if (!hasFormToken(c, pool, form)) {
      c.set('reason', 'the form has no token, or another than the cookie')
      return answerError(c, pool, 403, 'invalid_request')
    }
    return answerChoice(c, pool, form)
  })
}

function answerChoice(c: PoolContext, pool: PoolParts, form: URLSearchParams): Response | Promise<Response> {
  const failure = form.get('failure')
  // Google's own page, from which nobody comes back.
  if (failure === 'redirect-uri-mismatch') return answerPage(c, pool, 400, googleRefusalPage)
  // The state is lost on the way, as after a long wait or without cookies.
  if (failure === 'lost-state') return c.redirect(`${pool.config.origin}/oauth2/idpresponse?code=x`)
  if (failure !== null) return c.redirect(idpResponseUrl(c, pool, { error: failure }))
  const account = form.has('new-account')
    ? addAccount(pool, form)
    : pool.googleAccounts.findByEmail(form.get('account') ?? '')
  if (account === undefined) return answerChooser(c, pool, true)
  writeCookie(c, pool, cookieNames.google, pool.googleSessions.start(account))
  return returnToPool(c, pool, account)
}

function addAccount({ googleAccounts }: PoolParts, form: URLSearchParams): GoogleAccount | undefined {
  const email = (form.get('email') ?? '').trim()
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return undefined
  return googleAccounts.findByEmail(email) ?? googleAccounts.add(email, (form.get('name') ?? '').trim() || email)
}

function answerChooser(c: PoolContext, pool: PoolParts, hasFault: boolean): Promise<Response> {
  const accounts = pool.googleAccounts.all().slice(-shownAccounts)
  const view = { accounts, stamp: stampForms(c, pool), search: new URL(c.req.url).search, hasFault }
  return answerPage(c, pool, 200, (text) => googlePage(view, text))
}

const shownAccounts = 20

function returnToPool(c: PoolContext, pool: PoolParts, account: GoogleAccount): Response {
  return c.redirect(idpResponseUrl(c, pool, { code: pool.googleCodes.put(account.googleSub) }))
}

// Fixed, whatever `redirect_uri` says: real Google compares it with what is registered there.
function idpResponseUrl(c: PoolContext, pool: PoolParts, answer: Record<string, string>): string {
  const query = new URLSearchParams({ ...answer, state: c.req.query('state') ?? '' })
  return `${pool.config.origin}/oauth2/idpresponse?${query}`
}
