import { User } from 'oidc-client-ts'
import type { IdTokenClaims } from './id-token.ts'
import { members } from './json.ts'
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

/** The one record of who is signed in: oidc-client-ts's user, and the facts of the session along with it. */
export class SessionUser extends User {
  readonly session: SessionFacts

  constructor(user: ConstructorParameters<typeof User>[0], session: SessionFacts) {
    super(user)
    this.session = session
  }

  override toStorageString(): string {
    return JSON.stringify({ ...members(JSON.parse(super.toStorageString())), session: this.session })
  }
}

/** Makes the record of a token answer whose claims have been checked. */
export function makeSessionUser(
  answer: TokenAnswer,
  claims: IdTokenClaims,
  idToken: string,
  scopes: string,
  session: Omit<SessionFacts, 'lifetimeMs'>,
): SessionUser {
  const user = {
    id_token: idToken,
    access_token: answer.accessToken,
    ...(answer.refreshToken === null ? {} : { refresh_token: answer.refreshToken }),
    token_type: 'Bearer',
    scope: scopes,
    profile: claims,
    expires_at: Math.floor(session.receivedAtMs / 1000 + answer.lifetimeSeconds),
  }
  return new SessionUser(user, { ...session, lifetimeMs: answer.lifetimeSeconds * 1000 })
}

/** Reads a record that was stored, or that another tab has sent. Null if anything is missing or of another form. */
export function readSessionUser(text: unknown): SessionUser | null {
  if (typeof text !== 'string') return null
  try {
    const session = readFacts(members(JSON.parse(text))['session'])
    const user = User.fromStorageString(text)
    return session !== null && isWhole(user) ? new SessionUser(user, session) : null
  } catch {
    return null
  }
}

/** True if `a` came later than `b`: of the same session, or of any if there is no `b`. */
export function isNewer(a: SessionUser, b: SessionUser | null): boolean {
  return b === null || (a.session.id === b.session.id && a.session.generation > b.session.generation)
}

function isWhole(user: Partial<User>): boolean {
  const { access_token, refresh_token, id_token, scope, expires_at, profile } = user
  const hasTokens = isText(access_token) && isText(id_token) && (refresh_token === undefined || isText(refresh_token))
  return hasTokens && (scope === undefined || isText(scope)) && isTime(expires_at) && isText(members(profile)['sub'])
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

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}
