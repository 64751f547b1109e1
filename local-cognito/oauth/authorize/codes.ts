import type { AuthorizeRequest } from './authorize-request.ts'
import { stepUpClaims } from './step-up.ts'
import type { AcrClaims } from './step-up.ts'
import { createExpiringStore } from '../../state/expiring-store.ts'
import type { ExpiringStore } from '../../state/expiring-store.ts'
import type { BrowserSession } from '../../state/tables.ts'

/** The authorization that a code represents. */
export type CodeGrant = {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly codeChallenge: string | null
  readonly nonce: string | null
  readonly sub: string
  readonly authenticatedAtMs: number
  readonly acrClaims: AcrClaims
}

export type Codes = ExpiringStore<CodeGrant>

const codeLifetimeMs = 5 * 60 * 1000

/**
 * Keeps codes: UUIDs that are valid for 5 minutes and can be used once. A restart removes them.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function createCodes(now: () => number): Codes {
  return createExpiringStore<CodeGrant>(now, codeLifetimeMs)
}

/** Makes the authorization that the code of this sign-in represents. */
export function codeGrant(request: AuthorizeRequest, session: BrowserSession, nonce: string | null): CodeGrant {
  return {
    clientId: request.client.id,
    redirectUri: request.redirectUri,
    scopes: request.scopes,
    codeChallenge: request.codeChallenge,
    nonce,
    sub: session.sub,
    authenticatedAtMs: session.authenticatedAtMs,
    acrClaims: stepUpClaims(request.stepUp, session.amr),
  }
}
