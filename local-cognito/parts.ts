import type { Context, Hono } from 'hono'
import type { PoolConfig } from './config/pool-config.ts'
import type { GoogleAccounts } from './federation/google-accounts.ts'
import type { GoogleSessions } from './federation/google-sessions.ts'
import type { Faults } from './http/faults.ts'
import type { RequestLog } from './http/request-log.ts'
import type { AuthorizeRequest } from './oauth/authorize/authorize-request.ts'
import type { Clients } from './oauth/clients.ts'
import type { Codes } from './oauth/authorize/codes.ts'
import type { RefreshTokens } from './oauth/refresh-tokens.ts'
import type { Sessions } from './oauth/sessions.ts'
import type { Signing } from './oauth/signing.ts'
import type { Tokens } from './oauth/tokens.ts'
import type { ExpiringStore } from './state/expiring-store.ts'
import type { Inbox } from './users/inbox.ts'
import type { CodePurpose, MailCodes } from './users/mail-codes.ts'
import type { Users } from './users/users.ts'

/** A sign-in that is away at Google. */
export type GoogleTrip = { readonly request: AuthorizeRequest; readonly cookie: string }

/** A URL that was refused, kept here so that the error page can show it without trusting its own query. */
export type Mismatch = {
  readonly clientId: string
  readonly url: string
  readonly kind: 'callback' | 'sign-out'
}

/** What a browser is in the middle of, from one page to the next. No `sub`: the address belongs to nobody. */
export type PageStep = {
  readonly kind: CodePurpose | 'new-password'
  readonly sub: string | null
  readonly email: string
}

/** The pool's clock, which can be set wrong on purpose. */
export type PoolClock = { readonly now: () => number; skewSeconds: number }

/** What the endpoints share. */
export type PoolParts = {
  readonly config: PoolConfig
  readonly issuer: string
  readonly clock: PoolClock
  /** Milliseconds since 1970, by the pool's clock. */
  readonly now: () => number
  /** Goes behind the name of each cookie: pools on one host would otherwise take each other's. */
  readonly cookieSuffix: string
  readonly signing: Signing
  readonly clients: Clients
  readonly users: Users
  readonly mailCodes: MailCodes
  readonly inbox: Inbox
  readonly steps: ExpiringStore<PageStep>
  readonly sessions: Sessions
  readonly googleAccounts: GoogleAccounts
  readonly googleSessions: GoogleSessions
  readonly codes: Codes
  readonly googleTrips: ExpiringStore<GoogleTrip>
  /** The stand-in for Google's own codes: to Google's id of the account. */
  readonly googleCodes: ExpiringStore<string>
  readonly mismatches: ExpiringStore<Mismatch>
  readonly refreshTokens: RefreshTokens
  readonly tokens: Tokens
  readonly requests: RequestLog
  readonly faults: Faults
}

export type PoolEnv = {
  Bindings: {
    /** Ends the connection without an answer, where there is one. */
    cutConnection?: () => void
  }
  Variables: {
    /** Why the request was refused, for the request log. Never a value that came with it. */
    reason: string
  }
}

export type PoolApp = Hono<PoolEnv>
export type PoolContext = Context<PoolEnv>
