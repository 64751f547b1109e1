import type { Problem } from '../../auth/problem.ts'
import type { SessionConfig } from '../../auth/store/session-config.ts'
import type { ConfigIssue } from '../../config/config-issue.ts'
import type { Messages } from '../../i18n/load-messages.ts'

/** A setting that may cause a problem, and where a developer changes it. */
export interface ConcernedSetting {
  /** A variable of .env, or a setting as AWS names it. */
  readonly name: string
  /** `''`: not set. Null where the app does not know the value, such as a setting of the pool. */
  readonly value: string | null
  /** Where in the AWS console; null for a setting of the app or the device alone. */
  readonly place: keyof Messages['secondary']['developer']['places'] | null
}

/** The settings concerned, the likeliest first; none where no setting causes the problem. All values are public. */
export function settingsOfProblem(problem: Problem, config: SessionConfig): readonly ConcernedSetting[] {
  const [redirectUri, clientId] = settingsOfSignIn(config)
  const scopes = { name: 'VITE_COGNITO_SCOPES', value: config.scopes, place: 'loginPages' } as const
  const domain = { name: 'VITE_COGNITO_DOMAIN', value: config.domain, place: 'domain' } as const
  switch (problem.kind) {
    case 'storage-blocked':
      return [{ name: 'VITE_SESSION_STORAGE', value: config.storage, place: null }]
    // A sign-in that starts on another origin than the redirect URI's finds no pending sign-in there.
    case 'no-pending-sign-in':
    case 'state-mismatch':
      return [redirectUri]
    case 'redirect-mismatch':
      return [redirectUri, { name: 'Allowed callback URLs', value: null, place: 'loginPages' }]
    case 'refused':
      return isFromLambda(problem.message) ? [lambdaTriggers] : [scopes, clientId]
    case 'link-retry':
      return [lambdaTriggers]
    case 'client-has-secret':
      return [clientId]
    case 'client-not-allowed':
      return [{ name: 'OAuth 2.0 grant types', value: null, place: 'loginPages' }, clientId]
    // Cognito also refuses a code if the client may not read every attribute of a scope.
    case 'code-rejected':
      return [{ name: 'ReadAttributes', value: null, place: 'attributePermissions' }, scopes]
    case 'network':
    case 'timeout':
    case 'throttled':
    case 'server-error':
    case 'unreadable':
      return [domain]
    case 'token-invalid':
      return problem.claim === 'aud' ? [clientId] : [{ ...poolId, value: poolIdOf(config) }, clientId]
    case 'session-expired':
      return [{ ...sessionLife, value: lifeOf(config) }]
    case 'cancelled':
    case 'clock-wrong':
      return []
  }
}

/** What Cognito refuses on its own page at a sign-in, without returning to the app. */
export function settingsOfSignIn(config: SessionConfig) {
  return [
    { name: 'VITE_COGNITO_REDIRECT_URI', value: config.redirectUri, place: 'loginPages' },
    { name: 'VITE_COGNITO_CLIENT_ID', value: config.clientId, place: 'appClients' },
  ] as const satisfies readonly ConcernedSetting[]
}

/** The same at a sign-out. */
export function settingsOfSignOut(config: SessionConfig): readonly ConcernedSetting[] {
  return [
    { name: 'VITE_COGNITO_LOGOUT_URI', value: config.logoutUri, place: 'loginPages' },
    { name: 'VITE_COGNITO_CLIENT_ID', value: config.clientId, place: 'appClients' },
  ]
}

/**
 * The variables of a configuration that does not fit the page.
 *
 * @param redirectUri as built
 */
export function settingsOfIssues(issues: readonly ConfigIssue[], redirectUri: string): readonly ConcernedSetting[] {
  return issues.map(({ variable }) =>
    variable === 'VITE_COGNITO_REDIRECT_URI'
      ? { name: variable, value: redirectUri, place: 'loginPages' }
      : { name: variable, value: null, place: null },
  )
}

const lambdaTriggers = { name: 'LambdaConfig: PreSignUp', value: null, place: 'lambdaTriggers' } as const
const poolId = { name: 'VITE_COGNITO_USER_POOL_ID', place: 'userPool' } as const
const sessionLife = { name: 'VITE_SESSION_LIFE', place: 'refreshTokenExpiration' } as const

/** Cognito begins the text with the trigger's name, such as `PreSignUp failed with error`. */
function isFromLambda(message: string | null): boolean {
  return message?.includes(' failed with error') ?? false
}

/** Cognito's issuer ends with the ID of the pool. */
function poolIdOf({ issuer }: SessionConfig): string {
  return issuer.slice(issuer.lastIndexOf('/') + 1)
}

/** As in .env, in minutes. */
function lifeOf({ sessionLifeMs }: SessionConfig): string {
  return sessionLifeMs === null ? '' : `${sessionLifeMs / 60_000}m`
}
