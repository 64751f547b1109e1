import type { Context, Hono } from 'hono'
import type { AuthorizeRequest } from './oauth/authorize-request.ts'
import type { Clients } from './oauth/clients.ts'
import type { Codes } from './oauth/codes.ts'
import type { PoolConfig } from './config/config.ts'
import type { ExpiringStore } from './state/expiring-store.ts'
import type { GoogleSessions } from './google/google-sessions.ts'
import type { PoolKeys } from './oauth/keys.ts'
import type { People } from './users/people.ts'
import type { RefreshTokens } from './oauth/refresh-tokens.ts'
import type { RequestLog } from './http/request-log.ts'
import type { Sessions } from './oauth/sessions.ts'
import type { Tokens } from './oauth/tokens.ts'

/** A sign-in that is away at Google. */
export type GoogleTrip = { readonly request: AuthorizeRequest; readonly cookie: string }

/** A redirect URI that was refused, kept here so that the error page can show it without trusting its own query. */
export type Mismatch = { readonly clientId: string; readonly redirectUri: string }

/** What the endpoints share. */
export type PoolParts = {
  readonly config: PoolConfig
  readonly issuer: string
  readonly now: () => number
  readonly keys: PoolKeys
  readonly clients: Clients
  readonly people: People
  readonly sessions: Sessions
  readonly googleSessions: GoogleSessions
  readonly codes: Codes
  readonly googleTrips: ExpiringStore<GoogleTrip>
  /** The stand-in for Google's own codes: to the e-mail address of the account. */
  readonly googleCodes: ExpiringStore<string>
  readonly mismatches: ExpiringStore<Mismatch>
  readonly refreshTokens: RefreshTokens
  readonly tokens: Tokens
  readonly requests: RequestLog
}

export type PoolEnv = {
  Variables: {
    /** Why the request was refused, for the request log. Never a value that came with it. */
    reason: string
  }
}

export type PoolApp = Hono<PoolEnv>
export type PoolContext = Context<PoolEnv>
