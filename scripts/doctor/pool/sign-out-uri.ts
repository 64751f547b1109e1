import { cognitoMetadata } from '../../../src/auth/oidc/cognito-config.ts'
import type { AppConfig } from '../../../src/config/app-config.ts'
import type { Answer, NoAnswer } from '../ask.ts'
import { failure, ok, skipped, statusOf, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import type { Target } from '../target.ts'
import { askToken } from './token.ts'

/** Cognito shows this for a sign-out URL that is not registered, although the request has no such parameter. */
const misleadingText = /Required String parameter (?:'|&#39;|&#x27;)redirect_uri(?:'|&#39;|&#x27;) is not present/

/**
 * The sign-out URL is registered at the app client. That `/logout` redirects without a session too is UNCONFIRMED, and so
 * is the status of the page with the text.
 */
export const signOutUri: Check = {
  name: 'sign-out-uri',
  async run(target) {
    const answer = await askLogout(target)
    if (answer.kind === 'no-answer') return answer
    const uri = target.config.session.logoutUri
    if (isRedirectTo(answer, target.config)) return ok(`The sign-out URL ${uri} is registered.`)
    const token = await askToken(target)
    if (token.kind === 'answer' && token.json['error'] === 'invalid_client') {
      return skipped('The pool does not accept the app client, so the sign-out URL is not known.')
    }
    const symptom = misleadingText.test(answer.text)
      ? 'the page about a missing redirect_uri'
      : `no redirect (${statusOf(answer)})`
    return failure(
      `The sign-out URL ${uri} is not registered at the app client: /logout answers with ${symptom}.`,
      `Add exactly this URL to Allowed sign out URLs, or correct VITE_COGNITO_LOGOUT_URI (${consolePlaces.loginPages}).`,
    )
  },
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html */
export function askLogout({ ask, config: { session } }: Target): Promise<Answer | NoAnswer> {
  const query = new URLSearchParams({ client_id: session.clientId, logout_uri: session.logoutUri })
  return ask(`${cognitoMetadata(session).end_session_endpoint}?${query}`)
}

export function isRedirectTo(answer: Answer | NoAnswer, { session }: AppConfig): boolean {
  return answer.kind === 'answer' && answer.location?.href === new URL(session.logoutUri).href
}
