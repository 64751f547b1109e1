import type { AuthorizeRequest } from './authorize-request.ts'
import { createExpiringStore } from '../../state/expiring-store.ts'
import type { ExpiringStore } from '../../state/expiring-store.ts'
import type { BrowserSession } from '../../state/tables.ts'

/** What a code stands for. */
export type CodeGrant = {
  readonly clientId: string
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly codeChallenge: string | null
  readonly nonce: string | null
  readonly sub: string
  readonly authenticatedAtMs: number
}

export type Codes = ExpiringStore<CodeGrant>

const codeLifetimeMs = 5 * 60 * 1000

/**
 * Keeps codes: UUIDs that live 5 minutes and are taken once. They are not kept over a restart.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function createCodes(now: () => number): Codes {
  return createExpiringStore<CodeGrant>(now, codeLifetimeMs)
}

/** What the code for this sign-in stands for. */
export function codeGrant(request: AuthorizeRequest, session: BrowserSession, nonce: string | null): CodeGrant {
  return {
    clientId: request.client.id,
    redirectUri: request.redirectUri,
    scopes: request.scopes,
    codeChallenge: request.codeChallenge,
    nonce,
    sub: session.sub,
    authenticatedAtMs: session.authenticatedAtMs,
  }
}
