/** A failure of a sign-in through Google, as the app receives it. */
export type GoogleFailure = {
  readonly id: string
  readonly error: string
  readonly description: string
}

/**
 * The errors that the app receives if Google, or the connection to it, fails. That a cancel arrives as `access_denied`
 * is UNCONFIRMED for Google (Cognito forwards the errors of other providers), and so is the description. The doubled
 * `error_description=` of the key set's time-out is AWS's own text.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export const googleFailures: readonly GoogleFailure[] = [
  { id: 'cancel', error: 'access_denied', description: 'User denied access' },
  { id: 'no-email', error: 'invalid_request', description: 'attributes required: [email]' },
  // UNCONFIRMED: quoted on many sites, but no original source was read.
  { id: 'immutable', error: 'invalid_request', description: 'user.email: Attribute cannot be updated.' },
  { id: 'pre-sign-up', error: 'invalid_request', description: 'PreSignUp failed with error Not invited. ' },
  {
    id: 'linked',
    error: 'invalid_request',
    description: 'Already found an entry for username Google_103000000000000000009',
  },
  { id: 'wrong-secret', error: 'invalid_request', description: 'Google Error - 401 invalid_client' },
  { id: 'token-time-out', error: 'invalid_request', description: 'Timeout occurred in calling IdP token endpoint' },
  { id: 'keys-time-out', error: 'invalid_request', description: 'error_description=Timeout in calling jwks uri' },
  { id: 'connection-reset', error: 'invalid_request', description: 'Connection reset' },
  { id: 'read-time-out', error: 'invalid_request', description: 'Read timed out' },
]

/** The failure with this id. */
export function findGoogleFailure(id: string | undefined): GoogleFailure | undefined {
  return googleFailures.find((failure) => failure.id === id)
}
