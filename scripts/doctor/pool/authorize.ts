import { createHash, randomBytes } from 'node:crypto'
import { cognitoMetadata } from '../../../src/auth/oidc/cognito-config.ts'
import type { Answer, NoAnswer } from '../ask.ts'
import type { Target } from '../target.ts'

/** Where an authorize request without a session ends. */
export type AuthorizeOutcome =
  | NoAnswer
  /** The pool's sign-in page, if `isOwnPage`, or an identity provider. */
  | { readonly kind: 'sign-in'; readonly location: URL; readonly isOwnPage: boolean }
  /** The pool's error page. Cognito redirects to no URL that is not registered. */
  | { readonly kind: 'error-page'; readonly error: string }
  /** The app's redirect URI, which is registered then, with an OAuth error. */
  | { readonly kind: 'returned'; readonly error: string; readonly description: string }
  /** Nothing that a user pool's domain answers. */
  | { readonly kind: 'unexpected'; readonly answer: Answer }

const challenge = createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url')

/**
 * Asks for a sign-in as the app does, with PKCE, state and nonce. Follows no redirect and needs no sign-in.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export async function askAuthorize(
  { ask, config }: Target,
  change: Readonly<Record<string, string>> = {},
): Promise<AuthorizeOutcome> {
  const { session } = config
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: session.clientId,
    redirect_uri: session.redirectUri,
    scope: session.scopes,
    state: 'doctor',
    nonce: 'doctor',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  })
  const answer = await ask(`${cognitoMetadata(session).authorization_endpoint}?${query}`)
  return answer.kind === 'no-answer' ? answer : outcomeOf(answer, session.redirectUri, session.domain)
}

function outcomeOf(answer: Answer, redirectUri: string, domain: string): AuthorizeOutcome {
  const { location } = answer
  if (location === null || answer.status >= 400) return { kind: 'unexpected', answer }
  const error = location.searchParams.get('error') ?? ''
  if (isAt(location, redirectUri)) {
    return { kind: 'returned', error, description: location.searchParams.get('error_description') ?? '' }
  }
  const isPool = location.origin === new URL(domain).origin
  if (isPool && location.pathname === '/error') return { kind: 'error-page', error }
  return { kind: 'sign-in', location, isOwnPage: isPool && location.pathname === '/login' }
}

/** Whether Cognito adds a slash to a bare host is UNCONFIRMED. */
function isAt({ origin, pathname }: URL, redirectUri: string): boolean {
  const uri = new URL(redirectUri)
  return origin === uri.origin && pathname.replace(/\/$/, '') === uri.pathname.replace(/\/$/, '')
}

/**
 * Seen from a live pool: `invalid_request` with `invalid_scope` as its description, and the error page with
 * `invalid_scope`. AWS documents `invalid_scope` at the app. CONFLICT: all three count.
 */
export function isScopeRefused(outcome: AuthorizeOutcome): boolean {
  if (outcome.kind === 'returned') return outcome.error === 'invalid_scope' || outcome.description === 'invalid_scope'
  return outcome.kind === 'error-page' && outcome.error === 'invalid_scope'
}
