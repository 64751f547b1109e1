import type { BrowserSession } from '../../state/tables.ts'

/** The parameters of an authorize request that ask for a recent or a stronger authentication. */
export type StepUp = {
  /** In seconds. `null` without the parameter. */
  readonly maxAge: number | null
  /** The levels in the order of preference. Empty without the parameter. */
  readonly acrValues: readonly string[]
}

export const noStepUp: StepUp = { maxAge: null, acrValues: [] }

/** How a user authenticated, as the claim `amr` says it. The methods are of RFC 8176, and `fed` is Cognito's. */
export const methods = {
  password: ['pwd'],
  passwordAndCode: ['pwd', 'otp', 'mfa'],
  federated: ['fed'],
} as const

/**
 * Reads `max_age` and `acr_values`. A `max_age` that is not a whole number is ignored (UNCONFIRMED).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-step-up-authentication.html
 */
export function readStepUp(query: URLSearchParams): StepUp {
  const maxAge = query.get('max_age') ?? ''
  const acrValues = (query.get('acr_values') ?? '').split(' ').filter((level) => level !== '')
  return { maxAge: /^\d{1,9}$/.test(maxAge) ? Number(maxAge) : null, acrValues }
}

/**
 * Whether a session satisfies the request without the sign-in page.
 *
 * `max_age` compares the time with `auth_time`. `max_age=0` always leads to the sign-in page (UNCONFIRMED). Of
 * `acr_values` one known level has to be reached; a list without any known level is ignored (UNCONFIRMED).
 */
export function isSufficient(
  { maxAge, acrValues }: StepUp,
  session: Pick<BrowserSession, 'authenticatedAtMs' | 'amr'>,
  nowMs: number,
): boolean {
  const isRecent = maxAge === null || nowMs - session.authenticatedAtMs < maxAge * 1000
  const levels = acrValues.flatMap((level) => /^urn:cognito:loa:([1-3])$/.exec(level)?.[1] ?? [])
  return isRecent && (levels.length === 0 || levels.some((level) => Number(level) <= levelOf(session.amr)))
}

/**
 * The claims that answer the request. Tokens of a request that asked for nothing have none. AWS's examples are level 1
 * for a password and level 3 beside `["pwd", "otp", "mfa"]`. That a federated user has level 1 is UNCONFIRMED.
 */
export function stepUpClaims({ maxAge, acrValues }: StepUp, amr: readonly string[]): AcrClaims {
  const isAsked = maxAge !== null || acrValues.length > 0
  return isAsked && amr.length > 0 ? { acr: `urn:cognito:loa:${levelOf(amr)}`, amr: [...amr] } : {}
}

/** They survive a refresh. */
export type AcrClaims = { acr?: string; amr?: string[] }

function levelOf(amr: readonly string[]): number {
  return amr.includes('mfa') ? 3 : 1
}
