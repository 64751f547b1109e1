import type { PoolApp, PoolContext } from '../http/context.ts'
import { rememberLanguage } from '../http/language.ts'
import { readAuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import type { AuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import { loginRequiredLocation } from '../oauth/authorize/callback-url.ts'
import { answerInvalidRequest } from './flow/flow-page.ts'
import type { FlowDeps } from './flow/flow-page.ts'
import { returnWithCode } from './flow/return-to-app.ts'
import type { CodeDeps } from './flow/return-to-app.ts'
import type { FederationDeps } from './flow/start-federation.ts'
import { findSufficientSession } from './flow/sufficient-session.ts'
import type { SufficientSessionDeps } from './flow/sufficient-session.ts'

type AuthorizeDeps = FlowDeps & CodeDeps & FederationDeps & SufficientSessionDeps

/**
 * `GET /oauth2/authorize`: redirects a browser with a session to the app with a code, and each other browser to Google
 * or to the sign-in page. Cognito has no consent page.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function addAuthorize(app: PoolApp, pool: AuthorizeDeps): void {
  app.get('/oauth2/authorize', (c) => {
    const search = new URL(c.req.url).search
    rememberLanguage(c, pool)
    const reading = readAuthorizeRequest(search, pool)
    return reading.kind === 'valid' ? answerAuthorize(c, pool, reading.request) : answerInvalidRequest(c, pool, reading)
  })
}

function answerAuthorize(c: PoolContext, pool: AuthorizeDeps, request: AuthorizeRequest): Response {
  const session = findSufficientSession(c, pool, request)
  const isNone = request.prompts.includes('none')
  // A session has priority over `identity_provider` too (INFERRED): AWS says that a session returns a code at once, and
  // the only exceptions that it names are `prompt`, `max_age` and `acr_values`. The code has the app's own nonce. The pool does not make one here.
  if (session !== undefined) {
    return returnWithCode(c, pool, request, session, request.nonce)
  }
  if (isNone) {
    c.set('reason', 'prompt=none without a session')
    return c.redirect(loginRequiredLocation(request.returnsTo, request.rawState))
  }
  // `google` is not `Google`: the name is case-sensitive on the sign-in page. That it is so here is INFERRED.
  const isGoogle = request.identityProvider === 'Google' && request.client.providers.includes('Google')
  return isGoogle ? pool.startFederation(c, request) : c.redirect(`${pool.config.origin}/login${request.search}`)
}
