/** What is known of the user pool and its app client. All addresses are absolute and without a trailing slash. */
export interface CognitoConfig {
  readonly issuer: string
  readonly clientId: string
  /** The user pool's domain, e.g. `https://toyseven.auth.ap-northeast-2.amazoncognito.com`. */
  readonly domain: string
  readonly redirectUri: string
  readonly logoutUri: string
  /** Separated by spaces; holds `openid`. */
  readonly scopes: string
}

interface AuthorizeRequest {
  readonly state: string
  readonly nonce: string
  /** Of the verifier, by S256. */
  readonly codeChallenge: string
  readonly provider: string | undefined
  /** Of the pool's pages. */
  readonly language: string
}

/**
 * Where to go to sign in. Made of the configuration and of what was drawn for this sign-in, of nothing else.
 *
 * @param provider as named in the pool, e.g. `Google`, to go straight there
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @see https://datatracker.ietf.org/doc/html/rfc7636#section-4.3
 */
export function authorizeUrl(
  { domain, clientId, redirectUri, scopes }: CognitoConfig,
  { state, nonce, codeChallenge, provider, language }: AuthorizeRequest,
): string {
  const parameters = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopes,
    nonce,
    state,
    code_challenge: codeChallenge,
    code_challenge_method: 'S256',
    lang: language,
    ...(provider === undefined ? {} : { identity_provider: provider }),
  })
  return `${domain}/oauth2/authorize?${parameters.toString()}`
}

/**
 * Where to go to end the session that the pool's own pages keep. Cognito knows `client_id` and `logout_uri` here; the
 * parameters of OpenID Connect's RP-initiated logout it does not know. Federated providers stay signed in.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export function logoutUrl({ domain, clientId, logoutUri }: CognitoConfig): string {
  return `${domain}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: logoutUri }).toString()}`
}
