import type { IdTokenClaims } from './id-token.ts'
import { members, parseJson } from './json.ts'
import type { TokenAnswer } from './token-answer.ts'

/** What is known of the session that tokens belong to. Times are the device's clock, in milliseconds since 1970. */
export interface SessionFacts {
  /** Random, new with every sign-in; says nothing of the person. */
  readonly id: string
  /** False where the browser would not keep the marker, which then says nothing of this session: see marker.ts. */
  readonly isMarked: boolean
  readonly signedInAtMs: number
  /** When the access token came. */
  readonly receivedAtMs: number
  /** The access token's own life from then on. */
  readonly lifetimeMs: number
  /** 0 at the sign-in, one more with each renewal: which of two records is newer, whatever the clock does. */
  readonly generation: number
}

/**
 * The one record of who is signed in: the members of oidc-client-ts's user, so that whoever knows that library can read
 * it, and the facts of the session along with them.
 */
export interface SessionUser {
  readonly id_token: string
  readonly access_token: string
  readonly refresh_token?: string
  readonly token_type: 'Bearer'
  readonly scope?: string
  readonly profile: IdTokenClaims
  /** By the device's clock, in seconds since 1970. */
  readonly expires_at: number
  readonly session: SessionFacts
}

/** Makes the record of a token answer whose claims have been checked. */
export function makeSessionUser(
  answer: TokenAnswer,
  claims: IdTokenClaims,
  idToken: string,
  scopes: string,
  session: Omit<SessionFacts, 'lifetimeMs'>,
): SessionUser {
  return {
    id_token: idToken,
    access_token: answer.accessToken,
    ...(answer.refreshToken === null ? {} : { refresh_token: answer.refreshToken }),
    token_type: 'Bearer',
    scope: scopes,
    profile: claims,
    expires_at: Math.floor(session.receivedAtMs / 1000 + answer.lifetimeSeconds),
    // JSON knows no infinity: the record would not be readable.
    session: { ...session, lifetimeMs: Math.min(answer.lifetimeSeconds * 1000, Number.MAX_VALUE) },
  }
}

/** Reads a record that was stored, or that another tab has sent. Null if anything is missing or of another form. */
export function readSessionUser(text: unknown): SessionUser | null {
  if (typeof text !== 'string') return null
  const { id_token, access_token, refresh_token, scope, expires_at, profile, session } = members(parseJson(text))
  const facts = readFacts(session)
  const claims = readClaims(profile)
  if (facts === null || claims === null || !isText(access_token) || !isText(id_token) || !isTime(expires_at))
    return null
  if (!isTextOrNone(refresh_token) || !isTextOrNone(scope)) return null
  return {
    id_token,
    access_token,
    ...(refresh_token === undefined ? {} : { refresh_token }),
    token_type: 'Bearer',
    ...(scope === undefined ? {} : { scope }),
    profile: claims,
    expires_at,
    session: facts,
  }
}

/** True if `a` came later than `b`: of the same session, or of any if there is no `b`. */
export function isNewer(a: SessionUser, b: SessionUser | null): boolean {
  return b === null || (a.session.id === b.session.id && a.session.generation > b.session.generation)
}

/** They were checked when they came; here only their form is, since whoever can write the storage could have changed it. */
function readClaims(value: unknown): IdTokenClaims | null {
  const claims = members(value)
  const { iss, aud, sub, exp, iat } = claims
  if (!isText(iss) || !isText(aud) || !isText(sub) || !isTime(exp) || !isTime(iat)) return null
  return { ...claims, iss, aud, sub, exp, iat }
}

function readFacts(value: unknown): SessionFacts | null {
  const { id, isMarked, signedInAtMs, receivedAtMs, lifetimeMs, generation } = members(value)
  if (!isText(id) || typeof isMarked !== 'boolean' || !isTime(signedInAtMs)) return null
  if (!isTime(receivedAtMs) || !isTime(lifetimeMs) || !isTime(generation)) return null
  return { id, isMarked, signedInAtMs, receivedAtMs, lifetimeMs, generation }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTextOrNone(value: unknown): value is string | undefined {
  return value === undefined || isText(value)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
