import type { AuthorizeRequest } from '../oauth/authorize-request.ts'
import { errorLocation } from '../oauth/callback-url.ts'
import { cookieNames, readCookie, writeCookie } from '../http/cookies.ts'
import type { GoogleTrip, PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { isSameSecret, randomSecret } from '../state/secret.ts'
import { signInAndReturn } from '../oauth/sign-in.ts'
import { answerError } from '../endpoints/error.ts'

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
    writeCookie(c, cookieNames.googleTrip, '', 0)
    const email = pool.googleCodes.take(c.req.query('code') ?? '')
    const account = email === undefined ? undefined : pool.people.findGoogleAccount(email)
    if (account === undefined) return answerGoogleError(c, trip.request, c.req.query('error'))
    const user = pool.people.admit(account)
    // Without a nonce of the app's, Cognito makes one up on the way through Google and puts it into the ID token.
    return signInAndReturn(c, pool, trip.request, user.sub, trip.request.nonce ?? randomSecret())
  })
}

/** A state in a link that somebody else made must not sign this browser in: the cookie has to fit. */
function takeTrip(c: PoolContext, pool: PoolParts): GoogleTrip | undefined {
  const state = c.req.query('state') ?? ''
  const trip = pool.googleTrips.find(state)
  if (trip === undefined || !isSameSecret(trip.cookie, readCookie(c, cookieNames.googleTrip) ?? '')) return undefined
  return pool.googleTrips.take(state)
}

/**
 * Google's error goes on to the app word for word. Cognito was seen to do so for other providers; for Google, and for
 * the description, which is this stand-in's own, it is UNCONFIRMED.
 */
function answerGoogleError(c: PoolContext, request: AuthorizeRequest, error: string | undefined): Response {
  c.set('reason', error === 'access_denied' ? 'cancelled at Google' : 'Google answered with neither code nor cancel')
  const relayed =
    error === 'access_denied'
      ? { error, description: 'User denied access' }
      : { error: 'invalid_request', description: 'Google Error - 400 invalid_grant' }
  return c.redirect(errorLocation(request.redirectUri, request.rawState, relayed))
}
