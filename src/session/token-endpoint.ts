import type { CognitoConfig } from './cognito.ts'
import { postForm, type HttpAnswer } from './http.ts'
import { judgeTokenError, type Problem } from './problem.ts'
import { failed } from './result.ts'
import type { Attempt } from './retry.ts'
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts'
import type { PendingSignIn } from './pending.ts'
import type { World } from './world.ts'

type TokenRequest =
  | { readonly grant_type: 'authorization_code'; readonly code: string; readonly pending: PendingSignIn }
  | { readonly grant_type: 'refresh_token'; readonly refreshToken: string }

const tokenTimeoutMs = 10_000
const revokeTimeoutMs = 2_000

/**
 * Trades a code, or a refresh token, for tokens: one try. Judges the form of the answer but not whom it is for: see
 * checkIdToken.
 *
 * @returns any of the problems of judgeTokenError, or `network`, `timeout`, `unreadable`; and how long to wait, if the
 * server says so
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 * @see https://datatracker.ietf.org/doc/html/rfc7636#section-4.5
 */
export async function requestTokens(
  world: World,
  config: CognitoConfig,
  request: TokenRequest,
): Promise<Attempt<TokenAnswer>> {
  const { url, form } = tokenCall(config, request)
  const answer = await postForm(world, url, form, { timeoutMs: tokenTimeoutMs })
  return judge(answer, request.grant_type)
}

/**
 * Makes a refresh token, and every token that came from it, worthless to Cognito. An API that checks signatures only
 * still takes the access token until it expires.
 *
 * @returns false if the endpoint cannot be reached. One that takes longer than 2 s is not waited for.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export async function revokeRefreshToken(world: World, config: CognitoConfig, refreshToken: string): Promise<boolean> {
  const form = { token: refreshToken, client_id: config.clientId }
  const options = { timeoutMs: revokeTimeoutMs, keepalive: true }
  return (await postForm(world, `${config.domain}/oauth2/revoke`, form, options)).kind !== 'network'
}

/** What is sent where for it. */
export function tokenCall(config: CognitoConfig, request: TokenRequest): { url: string; form: Record<string, string> } {
  return { url: `${config.domain}/oauth2/token`, form: tokenForm(config, request) }
}

function tokenForm({ clientId }: CognitoConfig, request: TokenRequest): Record<string, string> {
  if (request.grant_type === 'refresh_token') {
    return { grant_type: request.grant_type, client_id: clientId, refresh_token: request.refreshToken }
  }
  return {
    grant_type: request.grant_type,
    client_id: clientId,
    code: request.code,
    // The one of the authorize call, to the letter; another one is refused with invalid_redirect.
    redirect_uri: request.pending.redirectUri,
    code_verifier: request.pending.codeVerifier,
  }
}

function judge(answer: HttpAnswer, grant: TokenRequest['grant_type']): Attempt<TokenAnswer> {
  if (answer.kind !== 'answer') return { result: failed(transportProblem(answer.kind)), retryAfterMs: null }
  const { status, body, retryAfterMs } = answer
  const result = status === 200 ? readTokenAnswer(body) : failed(judgeTokenError(grant, status, body))
  return { result, retryAfterMs }
}

function transportProblem(kind: 'network' | 'timeout' | 'too-large'): Problem {
  return { kind: kind === 'too-large' ? 'unreadable' : kind }
}
