import { answerError } from '../hosted-ui/error/error.ts'
import { cookieNames, readCookie, writeCookie } from '../http/cookies.ts'
import type { AuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import { errorLocation } from '../oauth/authorize/callback-url.ts'
import { signInAndReturn } from '../hosted-ui/flow/return-to-app.ts'
import type { GoogleTrip, PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { isSameSecret, randomSecret } from '../state/secret.ts'
import { findGoogleFailure } from './google-failures.ts'
import { federate } from './federate.ts'

/**
 * `GET /oauth2/idpresponse`: where Google sends the browser back to. Without a state of this browser's own it stays
 * here with "Invalid State". That page's status is UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-idp-responses.html
 */
export function addIdpResponse(app: PoolApp, pool: PoolParts): void {
  app.get('/oauth2/idpresponse', (c) => {
    const trip = takeTrip(c, pool)
    if (trip === undefined) {
      c.set('reason', 'state and cookie name no trip to Google that is under way')
      return answerError(c, pool, 400, 'Invalid State')
    }
    writeCookie(c, pool, cookieNames.googleTrip, '', 0)
    const googleSub = pool.googleCodes.take(c.req.query('code') ?? '')
    const account = googleSub === undefined ? undefined : pool.googleAccounts.find(googleSub)
    if (account === undefined) return relayFailure(c, trip.request, c.req.query('error'))
    const federation = federate(pool, account)
    if (federation.kind === 'refused') {
      return sendBack(c, trip.request, { error: 'invalid_request', description: federation.description })
    }
    if (!federation.user.isEnabled) {
      // The words are the API's; that a disabled person from Google hears them is UNCONFIRMED.
      return sendBack(c, trip.request, { error: 'invalid_request', description: 'User is disabled.' })
    }
    // Without a nonce of the app's, Cognito makes one up on the way through Google and puts it into the ID token.
    return signInAndReturn(c, pool, trip.request, federation.user.sub, trip.request.nonce ?? randomSecret())
  })
}

/** A state in a link that somebody else made must not sign this browser in: the cookie has to fit. */
function takeTrip(c: PoolContext, pool: PoolParts): GoogleTrip | undefined {
  const state = c.req.query('state') ?? ''
  const trip = pool.googleTrips.find(state)
  if (trip === undefined || !isSameSecret(trip.cookie, readCookie(c, pool, cookieNames.googleTrip) ?? ''))
    return undefined
  return pool.googleTrips.take(state)
}

/** A code that names nobody is what a wrong client secret at Google looks like. */
function relayFailure(c: PoolContext, request: AuthorizeRequest, id: string | undefined): Response {
  const failure = findGoogleFailure(id) ?? { error: 'invalid_request', description: 'Google Error - 400 invalid_grant' }
  return sendBack(c, request, failure)
}

function sendBack(
  c: PoolContext,
  request: AuthorizeRequest,
  answer: { readonly error: string; readonly description: string },
): Response {
  c.set('reason', `Google: ${answer.description}`)
  return c.redirect(errorLocation(request.returnsTo, request.rawState, answer))
}
