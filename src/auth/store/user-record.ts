import { asRecord, isText, parseJson } from '../encoding/json.ts'
import type { IdTokenClaims } from '../tokens/id-token.ts'
import type { ReceivedTokens } from '../tokens/received-tokens.ts'

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
export interface UserRecord {
  readonly id_token: string
  readonly session_state: null
  readonly access_token: string
  readonly refresh_token?: string
  readonly token_type: 'Bearer'
  readonly scope: string
  readonly profile: IdTokenClaims
  /** By the device's clock, in seconds since 1970. */
  readonly expires_at: number
  readonly session: SessionFacts
}

type Tokens = Omit<ReceivedTokens, 'receivedAtMs' | 'lifetimeMs'>

/** Makes the record of tokens whose claims have been checked. */
export function makeUserRecord(
  tokens: ReceivedTokens,
  facts: Omit<SessionFacts, 'receivedAtMs' | 'lifetimeMs'>,
): UserRecord {
  const { receivedAtMs, lifetimeMs } = tokens
  const expiresAt = Math.floor((receivedAtMs + lifetimeMs) / 1000)
  return recordOf(tokens, expiresAt, { ...facts, receivedAtMs, lifetimeMs })
}

/** Reads a record that was stored or sent by another tab. Null if a member is missing or of another type. */
export function readUserRecord(text: unknown): UserRecord | null {
  if (typeof text !== 'string') return null
  const { id_token, access_token, refresh_token, scope, expires_at, profile, session } = asRecord(parseJson(text))
  const facts = readFacts(session)
  const claims = readClaims(profile)
  if (facts === null || claims === null || !isText(access_token) || !isText(id_token)) return null
  if (!isTime(expires_at) || !isText(scope)) return null
  const tokens = { id_token, access_token, scope, profile: claims }
  if (refresh_token === undefined) return recordOf(tokens, expires_at, facts)
  return isText(refresh_token) ? recordOf({ ...tokens, refresh_token }, expires_at, facts) : null
}

/** True if `a` is a later record of the same session than `b`, or if there is no `b`. */
export function isNewer(a: UserRecord, b: UserRecord | null): boolean {
  return b === null || (a.session.id === b.session.id && a.session.generation > b.session.generation)
}

/** The claims were checked when they were received. Here only their types are, since the storage may have been changed. */
function readClaims(value: unknown): IdTokenClaims | null {
  const claims = asRecord(value)
  const { iss, aud, sub, exp, iat } = claims
  if (!isText(iss) || !isText(aud) || !isText(sub) || !isTime(exp) || !isTime(iat)) return null
  return { ...claims, iss, aud, sub, exp, iat }
}

function readFacts(value: unknown): SessionFacts | null {
  const { id, isMarked, signedInAtMs, receivedAtMs, lifetimeMs, generation } = asRecord(value)
  if (!isText(id) || typeof isMarked !== 'boolean' || !isTime(signedInAtMs)) return null
  if (!isTime(receivedAtMs) || !isTime(lifetimeMs) || !isTime(generation)) return null
  return { id, isMarked, signedInAtMs, receivedAtMs, lifetimeMs, generation }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function recordOf(
  { id_token, access_token, refresh_token, scope, profile }: Tokens,
  expires_at: number,
  session: SessionFacts,
): UserRecord {
  return {
    id_token,
    session_state: null,
    access_token,
    ...(refresh_token === undefined ? {} : { refresh_token }),
    token_type: 'Bearer',
    scope,
    profile,
    expires_at,
    session,
  }
}
