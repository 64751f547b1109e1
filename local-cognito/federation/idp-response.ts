import { answerError } from '../hosted-ui/error/error.ts'
import type { ErrorPageDeps } from '../hosted-ui/error/error.ts'
import { signInAndReturn } from '../hosted-ui/flow/return-to-app.ts'
import type { SignInDeps } from '../hosted-ui/flow/return-to-app.ts'
import type { PoolApp, PoolContext } from '../http/context.ts'
import { cookieNames, readCookie, writeCookie } from '../http/cookies.ts'
import type { AuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import { methods } from '../oauth/authorize/step-up.ts'
import { errorLocation } from '../oauth/authorize/callback-url.ts'
import type { ExpiringStore } from '../state/expiring-store.ts'
import { isSameSecret, randomSecret } from '../state/secret.ts'
import { federate } from './federate.ts'
import type { FederateDeps } from './federate.ts'
import type { FederationRequest, FederationRequestDeps } from './federation-request.ts'
import type { GoogleAccounts } from './google-accounts.ts'
import { findGoogleFailure } from './google-failures.ts'

type IdpResponseDeps = ErrorPageDeps &
  FederateDeps &
  FederationRequestDeps &
  SignInDeps & {
    readonly googleAccounts: Pick<GoogleAccounts, 'find'>
    readonly googleCodes: Pick<ExpiringStore<string>, 'take'>
  }

/**
 * `GET /oauth2/idpresponse`: Google redirects the browser here. A `state` that does not belong to this browser gets the
 * error page "Invalid State". The status of that page is UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-idp-responses.html
 */
export function addIdpResponse(app: PoolApp, pool: IdpResponseDeps): void {
  app.get('/oauth2/idpresponse', (c) => {
    const pending = takeFederationRequest(c, pool)
    if (pending === undefined) {
      c.set('reason', 'state and cookie match no pending sign-in at Google')
      return answerError(c, pool, 400, 'Invalid State')
    }
    writeCookie(c, pool, cookieNames.federationRequest, '', 0)
    const googleSub = pool.googleCodes.take(c.req.query('code') ?? '')
    const account = googleSub === undefined ? undefined : pool.googleAccounts.find(googleSub)
    if (account === undefined) return forwardFailure(c, pending.request, c.req.query('error'))
    const federation = federate(pool, account)
    if (federation.kind === 'refused') {
      return sendBack(c, pending.request, { error: 'invalid_request', description: federation.description })
    }
    if (!federation.user.isEnabled) {
      // The text is the API's. That a disabled user from Google gets it is UNCONFIRMED.
      return sendBack(c, pending.request, { error: 'invalid_request', description: 'User is disabled.' })
    }
    // If the app sent no nonce, Cognito makes one for the request to Google and puts it into the ID token.
    const nonce = pending.request.nonce ?? randomSecret()
    return signInAndReturn(c, pool, pending.request, { sub: federation.user.sub, amr: methods.federated, nonce })
  })
}

/** Compares the cookie, so that an attacker's link with a valid `state` does not sign this browser in (login CSRF). */
function takeFederationRequest(c: PoolContext, pool: FederationRequestDeps): FederationRequest | undefined {
  const state = c.req.query('state') ?? ''
  const pending = pool.federationRequests.find(state)
  const cookie = readCookie(c, pool, cookieNames.federationRequest) ?? ''
  if (pending === undefined || !isSameSecret(pending.cookie, cookie)) return undefined
  return pool.federationRequests.take(state)
}

/** Redirects to the app with an error. For an unknown code it is an error of Google's token endpoint. */
function forwardFailure(c: PoolContext, request: AuthorizeRequest, id: string | undefined): Response {
  const failure = findGoogleFailure(id) ?? { error: 'invalid_request', description: 'Google Error - 400 invalid_grant' }
  return sendBack(c, request, failure)
}

function sendBack(
  c: PoolContext,
  request: AuthorizeRequest,
  failure: { readonly error: string; readonly description: string },
): Response {
  c.set('reason', `Google: ${failure.description}`)
  return c.redirect(errorLocation(request.returnsTo, request.rawState, failure))
}
