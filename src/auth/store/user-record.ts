import { asRecord, isText, parseJson } from '../encoding/json.ts'
import type { CheckedIdToken, ReceivedTokens } from '../tokens/token-checks.ts'

/** What the app adds to oidc-client-ts's record. Times are the device's clock, in milliseconds since 1970. */
export interface SessionFacts {
  /** Random, new with every sign-in; says nothing about the user. */
  readonly id: string
  /** False if the browser refused to store the marker, which then says nothing about this session. */
  readonly isMarked: boolean
  readonly signedInAtMs: number
  /** When the access token was received. */
  readonly receivedAtMs: number
  /** The access token's life from then on. */
  readonly lifetimeMs: number
  /** 0 at the sign-in, one more with each refresh. Tells which of two records is newer without a clock. */
  readonly generation: number
}

/** The signed-in user as it is stored: the members of oidc-client-ts's `User`, and the facts of the session. */
export interface UserRecord extends CheckedIdToken {
  readonly session_state: null
  readonly access_token: string
  readonly refresh_token?: string
  readonly token_type: 'Bearer'
  readonly scope: string
  /** By the device's clock, in seconds since 1970. */
  readonly expires_at: number
  readonly session: SessionFacts
}

/** Makes the record of tokens whose claims have been checked. */
export function makeUserRecord(
  { id_token, access_token, refresh_token, scope, profile, receivedAtMs, lifetimeMs }: ReceivedTokens,
  facts: Omit<SessionFacts, 'receivedAtMs' | 'lifetimeMs'>,
): UserRecord {
  return {
    id_token,
    session_state: null,
    access_token,
    ...(refresh_token === undefined ? {} : { refresh_token }),
    token_type: 'Bearer',
    scope,
    profile,
    expires_at: Math.floor((receivedAtMs + lifetimeMs) / 1000),
    session: { ...facts, receivedAtMs, lifetimeMs },
  }
}

/** Reads a record that was stored or sent by another tab. Null if a member is missing or of another type. */
export function readUserRecord(text: unknown): UserRecord | null {
  const record = typeof text === 'string' ? parseJson(text) : null
  return isUserRecord(record) ? record : null
}

/** True if `a` is a later record of the same session than `b`, or if there is no `b`. */
export function isNewer(a: UserRecord, b: UserRecord | null): boolean {
  return b === null || (a.session.id === b.session.id && a.session.generation > b.session.generation)
}

/** The claims were checked when they were received. Here only their types are, since the storage may have been changed. */
function isUserRecord(value: unknown): value is UserRecord {
  const { id_token, access_token, refresh_token = 'none', scope, expires_at, profile, session } = asRecord(value)
  const { iss, aud, sub, exp, iat } = asRecord(profile)
  const { id, isMarked, signedInAtMs, receivedAtMs, lifetimeMs, generation } = asRecord(session)
  const texts = [id_token, access_token, refresh_token, scope, iss, aud, sub, id]
  const times = [expires_at, exp, iat, signedInAtMs, receivedAtMs, lifetimeMs, generation]
  return typeof isMarked === 'boolean' && texts.every(isText) && times.every(isTime)
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
