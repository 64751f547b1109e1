import { members } from './json.ts'

/** One wrong value in the configuration: which variable, and the rule that it breaks. Never the value itself. */
export interface ConfigIssue {
  readonly variable: string
  readonly rule: ConfigRule
}

export type ConfigRule =
  | 'missing'
  | 'placeholder'
  | 'hidden-character'
  | 'pool-id-shape'
  | 'client-id-shape'
  | 'client-id-is-pool-id'
  | 'domain-is-issuer'
  | 'domain-not-bare'
  | 'not-a-url'
  | 'needs-https'
  | 'region-differs'
  | 'redirect-not-exact'
  | 'other-origin'
  | 'scopes-need-openid'
  | 'scopes-by-spaces'
  | 'storage-choice'
  | 'duration-shape'
  | 'looks-secret'
  | 'loopback-in-production'

/**
 * Everything that can go wrong in a way that we expect, told apart by `kind`. Holds nothing that may not be shown: no
 * token, code, state, nonce or request body.
 */
export type Problem =
  | { readonly kind: 'config-invalid'; readonly issues: readonly ConfigIssue[] }
  | { readonly kind: 'refused'; readonly error: string; readonly message: string | null }
  | {
      readonly kind: 'token-invalid'
      readonly claim: string
      readonly expected: string
      readonly found: string
    }
  | { readonly kind: PlainKind }

type PlainKind =
  | 'storage-blocked'
  | 'no-pending-sign-in'
  | 'state-mismatch'
  | 'cancelled'
  | 'link-retry'
  | 'client-has-secret'
  | 'client-not-allowed'
  | 'redirect-mismatch'
  | 'code-rejected'
  | 'network'
  | 'timeout'
  | 'throttled'
  | 'server-error'
  | 'unreadable'
  | 'clock-wrong'
  | 'session-expired'

export type ProblemKind = Problem['kind']

const passing: ReadonlySet<ProblemKind> = new Set(['network', 'timeout', 'throttled', 'server-error', 'unreadable'])

/** True if the same request may succeed later. Such a problem never ends a session. */
export function isPassing(problem: Problem): boolean {
  return passing.has(problem.kind)
}

/** The longest text of the sign-in service that a page shows. */
const longestMessage = 300

/**
 * Judges an error that Cognito's authorize endpoint sent back to the redirect URI. Call it only once the state has
 * matched: before that, the text is anybody's.
 *
 * @returns `cancelled`, `link-retry`, `client-not-allowed` or `refused`. `link-retry` rests on the wording: Cognito has
 * no code of its own for the first sign-in after an account was linked.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1
 */
export function judgeAuthorizeError(error: string, description: string | null): Problem {
  if (description?.startsWith('Already found an entry for username')) return { kind: 'link-retry' }
  // Google's cancel is relayed as access_denied (UNCONFIRMED); Apple's was seen as user_cancelled_authorize.
  if (error === 'access_denied' || error === 'user_cancelled_authorize') return { kind: 'cancelled' }
  if (error === 'unauthorized_client') return { kind: 'client-not-allowed' }
  return { kind: 'refused', error: asErrorCode(error), message: asMessage(description) }
}

/**
 * Judges an answer of the token endpoint that is no success.
 *
 * @param grant tells what `invalid_grant` means: a code that is spent, or a session that has ended.
 * @param body the parsed JSON, or undefined if it was not JSON.
 * @returns `session-expired`, `code-rejected`, `client-has-secret`, `redirect-mismatch`, `client-not-allowed`,
 * `throttled`, `server-error`, `refused` or `unreadable`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-5.2
 */
export function judgeTokenError(grant: 'authorization_code' | 'refresh_token', status: number, body: unknown): Problem {
  const { error, error_description: description } = stringMembers(body)
  if (status === 429 || isThrottling(body)) return { kind: 'throttled' }
  if (status >= 500) return { kind: 'server-error' }
  switch (error) {
    case undefined:
      return { kind: 'unreadable' }
    case 'invalid_grant':
      return { kind: grant === 'refresh_token' ? 'session-expired' : 'code-rejected' }
    case 'invalid_client':
      return { kind: 'client-has-secret' }
    case 'unauthorized_client':
      // The one case where only the description tells two causes apart.
      return { kind: description === 'invalid_redirect' ? 'redirect-mismatch' : 'client-not-allowed' }
    default:
      return { kind: 'refused', error: asErrorCode(error), message: null }
  }
}

/** Cognito throttles with HTTP 400 and this name; in which member the token endpoint puts it is UNCONFIRMED. */
function isThrottling(body: unknown): boolean {
  return Object.values(stringMembers(body)).some((text) => text.endsWith('TooManyRequestsException'))
}

function stringMembers(body: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(members(body)).filter(hasText))
}

function hasText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string'
}

function asErrorCode(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? error : 'unknown'
}

function asMessage(description: string | null): string | null {
  const text = description?.replace(/[\p{Cc}\p{Cf}]/gu, ' ').trim() ?? ''
  return text === '' ? null : text.slice(0, longestMessage)
}
