import type { Platform } from '../../browser/platform.ts'
import { postForm, type HttpResponse, type SentRequest } from '../http/http.ts'
import type { Attempt } from '../http/retry.ts'
import { classifyTokenError } from '../problem.ts'
import { failed } from '../result.ts'
import { readTokenResponse, type TokenResponse } from './token-response.ts'

type Transport = Pick<Platform, 'fetch' | 'clock'>

/** Where the token and revocation endpoints are, and for which app client. */
export interface TokenEndpoint {
  readonly domain: string
  readonly clientId: string
}

export type TokenGrant =
  | {
      readonly grant: 'authorization_code'
      readonly code: string
      /** Exactly as in the authorize request; Cognito refuses another one with invalid_redirect. */
      readonly redirectUri: string
      readonly codeVerifier: string
    }
  | { readonly grant: 'refresh_token'; readonly refreshToken: string }

const tokenTimeoutMs = 10_000
const revokeTimeoutMs = 2_000

/**
 * Exchanges a code or a refresh token for tokens: one attempt, at most 10 s. Checks the form of the response but not
 * the ID token: see token-checks.ts.
 *
 * @param sent reads the response of this request, which was sent before
 * @returns any problem of classifyTokenError, or `network`, `timeout`, `unreadable`; and the server's `Retry-After`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 * @see https://datatracker.ietf.org/doc/html/rfc7636#section-4.5
 */
export async function requestTokens(
  platform: Transport,
  endpoint: TokenEndpoint,
  grant: TokenGrant,
  sent: SentRequest | null = null,
): Promise<Attempt<TokenResponse>> {
  const { url, form } = tokenRequest(endpoint, grant)
  return classify(await postForm(platform, url, form, { timeoutMs: tokenTimeoutMs, sent }), grant)
}

/** The URL and the form of the token request, also used by the script inside the HTML. */
export function tokenRequest(
  { domain, clientId }: TokenEndpoint,
  grant: TokenGrant,
): { readonly url: string; readonly form: Record<string, string> } {
  return { url: `${domain}/oauth2/token`, form: { grant_type: grant.grant, client_id: clientId, ...formOf(grant) } }
}

/**
 * Revokes a refresh token and every access token that Cognito issued for it. An API that checks only signatures still
 * accepts such an access token until it expires.
 *
 * @returns false if the endpoint cannot be reached. Waits at most 2 s.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export async function revokeRefreshToken(
  platform: Transport,
  { domain, clientId }: TokenEndpoint,
  refreshToken: string,
): Promise<boolean> {
  const form = { token: refreshToken, client_id: clientId }
  const options = { timeoutMs: revokeTimeoutMs, keepalive: true }
  return (await postForm(platform, `${domain}/oauth2/revoke`, form, options)).kind !== 'network'
}

function formOf(grant: TokenGrant): Record<string, string> {
  if (grant.grant === 'refresh_token') return { refresh_token: grant.refreshToken }
  return { code: grant.code, redirect_uri: grant.redirectUri, code_verifier: grant.codeVerifier }
}

function classify(response: HttpResponse, { grant }: TokenGrant): Attempt<TokenResponse> {
  if (response.kind !== 'response') return { result: failed({ kind: response.kind }), retryAfterMs: null }
  const { status, body, retryAfterMs } = response
  const result = status === 200 ? readTokenResponse(body) : failed(classifyTokenError(grant, status, body))
  return { result, retryAfterMs }
}
