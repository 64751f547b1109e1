import { asRecord } from './encoding/json.ts'

/**
 * Every expected failure, told apart by `kind`. A problem can be shown to the person: it holds no token, code, state,
 * nonce or request body.
 */
export type Problem =
  | ({ readonly kind: 'refused' } & CognitoWords)
  | {
      readonly kind: 'token-invalid'
      readonly claim: string
      readonly expected: string
      readonly found: string
    }
  | ({ readonly kind: PlainKind } & Partial<CognitoWords>)

/** An error response of Cognito, untrusted: show it as text only. What looks like a token, code or state is masked. */
export interface CognitoWords {
  readonly error: string
  /** Its `error_description`. */
  readonly message: string | null
}

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

const transient: ReadonlySet<string> = new Set(['network', 'timeout', 'throttled', 'server-error', 'unreadable'])

/** True if the same request may succeed later. A transient problem never ends a session. */
export function isTransient(problem: Problem): boolean {
  return transient.has(problem.kind)
}

/** True if the problem ends a session: Cognito refused the refresh token, or the new tokens are another user's. */
export function endsSession({ kind }: Problem): boolean {
  return kind === 'session-expired' || kind === 'token-invalid'
}

/** A JWT, a code (a UUID), or random bytes in hexadecimal, such as a state. */
const secretShape = /eyJ[\w.-]+|\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b[\da-f]{32,}\b/g

/** The longest text of the sign-in service that a page shows. */
const maxMessageLength = 300

/**
 * Classifies an error that Cognito's authorize endpoint sent back to the redirect URI. Call it only after the state has
 * matched: until then, anyone could have written the text.
 *
 * @returns `cancelled`, `link-retry`, `client-not-allowed` or `refused`. `link-retry` is recognised by its wording:
 * Cognito has no error code for the first sign-in after an account was linked.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2.1
 */
export function classifyAuthorizeError(error: string, description: string | null): Problem {
  const words = wordsOf(error, description)
  if (description?.startsWith('Already found an entry for username')) return { kind: 'link-retry', ...words }
  // Google's cancel is relayed as access_denied (UNCONFIRMED); Apple's was seen as user_cancelled_authorize.
  if (error === 'access_denied' || error === 'user_cancelled_authorize') return { kind: 'cancelled', ...words }
  if (error === 'unauthorized_client') return { kind: 'client-not-allowed', ...words }
  return { kind: 'refused', ...words }
}

/**
 * Classifies an error response of the token endpoint.
 *
 * @param grant decides what `invalid_grant` means: a code that is spent, or a session that has ended.
 * @param body the parsed JSON, or undefined if it was not JSON.
 * @returns `session-expired`, `code-rejected`, `client-has-secret`, `redirect-mismatch`, `client-not-allowed`,
 * `throttled`, `server-error`, `refused` or `unreadable`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-5.2
 */
export function classifyTokenError(
  grant: 'authorization_code' | 'refresh_token',
  status: number,
  body: unknown,
): Problem {
  const { error, error_description: description } = asRecord(body)
  if (status === 429 || isThrottling(body)) return { kind: 'throttled' }
  if (status >= 500) return { kind: 'server-error' }
  if (typeof error !== 'string') return { kind: 'unreadable' }
  const words = wordsOf(error, typeof description === 'string' ? description : null)
  switch (error) {
    case 'invalid_grant':
      return { kind: grant === 'refresh_token' ? 'session-expired' : 'code-rejected', ...words }
    case 'invalid_client':
      return { kind: 'client-has-secret', ...words }
    case 'unauthorized_client':
      // The one case where only the description tells two causes apart.
      return { kind: description === 'invalid_redirect' ? 'redirect-mismatch' : 'client-not-allowed', ...words }
    default:
      return { kind: 'refused', ...words }
  }
}

/** Cognito throttles with HTTP 400 and this name; in which member the token endpoint puts it is UNCONFIRMED. */
function isThrottling(body: unknown): boolean {
  const texts = Object.values(asRecord(body)).filter((value) => typeof value === 'string')
  return texts.some((text) => text.endsWith('TooManyRequestsException'))
}

function wordsOf(error: string, description: string | null): CognitoWords {
  return { error: asErrorCode(error), message: asMessage(description) }
}

function asErrorCode(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? error : 'unknown'
}

function asMessage(description: string | null): string | null {
  const text =
    description
      ?.replace(/[\p{Cc}\p{Cf}]/gu, ' ')
      .replace(secretShape, '…')
      .trim() ?? ''
  return text === '' ? null : text.slice(0, maxMessageLength)
}
