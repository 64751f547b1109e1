import { readAuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import { rememberLanguage } from '../http/language.ts'
import type { AuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import { loginRequiredLocation } from '../oauth/authorize/callback-url.ts'
import { cookieNames, readCookie } from '../http/cookies.ts'
import type { PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { returnWithCode } from './flow/return-to-app.ts'
import { answerRefusal } from './flow/flow-page.ts'
import { leaveForGoogle } from '../federation/account-chooser.ts'

/**
 * `GET /oauth2/authorize`: a code at once for a signed-in browser, else Google or the
 * sign-in page. Scopes are never asked about: Cognito has no consent page.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function addAuthorize(app: PoolApp, pool: PoolParts): void {
  app.get('/oauth2/authorize', (c) => {
    const search = new URL(c.req.url).search
    rememberLanguage(c, pool)
    const reading = readAuthorizeRequest(search, pool)
    return reading.kind === 'fit' ? answerAuthorize(c, pool, reading.request) : answerRefusal(c, pool, reading)
  })
}

function answerAuthorize(c: PoolContext, pool: PoolParts, request: AuthorizeRequest): Response {
  const session = pool.sessions.find(readCookie(c, pool, cookieNames.session))
  const isNone = request.prompts.includes('none')
  // A session wins over `identity_provider` too: AWS says that it returns a code at once, and names no exception
  // but `prompt`. (INFERRED.) The app's own nonce goes in; none is invented on this way.
  if (session !== undefined && (isNone || !request.prompts.includes('login'))) {
    return returnWithCode(c, pool, request, session, request.nonce)
  }
  if (isNone) {
    c.set('reason', 'prompt=none without a session')
    return c.redirect(loginRequiredLocation(request.returnsTo, request.rawState))
  }
  // `google` is not `Google`. The sign-in page says so; that the case is the cause there, too, is INFERRED.
  const isGoogle = request.identityProvider === 'Google' && request.client.providers.includes('Google')
  return isGoogle ? leaveForGoogle(c, pool, request) : c.redirect(`${pool.config.origin}/login${request.search}`)
}
