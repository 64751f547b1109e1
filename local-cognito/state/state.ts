import { readPoolKeys } from '../oauth/keys.ts'
import type { PoolKeys } from '../oauth/keys.ts'
import { readDictionary, readList, readNullable, readNumber, readOneOf, readShape, readText } from '../shape.ts'

/** The version of the state's layout. A change of the layout raises it. */
const stateVersion = 1

export type BrowserSession = {
  sub: string
  authenticatedAtMs: number
  expiresAtMs: number
}

/** All refresh tokens that descend from one sign-in. */
export type RefreshChain = {
  clientId: string
  sub: string
  scopes: string[]
  authenticatedAtMs: number
  /** The chain ends when its first token would have, however often it was rotated. */
  expiresAtMs: number
}

export type RefreshTokenRecord = {
  originJti: string
  /** Set when the token was rotated: it works until then and no longer. */
  usableUntilMs: number | null
}

/** All that survives a restart. No token and no cookie is in it, only their SHA-256 hashes. */
export type PoolState = {
  version: typeof stateVersion
  keys: PoolKeys | null
  /** By hash of the cookie. */
  sessions: Record<string, BrowserSession>
  /** The stand-in for Google's own sessions: hash of the cookie to Google's id of the person. */
  googleSessions: Record<string, { googleSub: string }>
  /** People who came from Google at least once, by their `sub` in the pool. */
  federatedPeople: Record<string, { createdAtMs: number }>
  /** By `origin_jti`. */
  refreshChains: Record<string, RefreshChain>
  /** By hash of the token. */
  refreshTokens: Record<string, RefreshTokenRecord>
}

/** The state of a pool that nobody has used. */
export function emptyState(): PoolState {
  return {
    version: stateVersion,
    keys: null,
    sessions: {},
    googleSessions: {},
    federatedPeople: {},
    refreshChains: {},
    refreshTokens: {},
  }
}

/** Reads a stored state. Throws `ShapeError`, which names the member that is wrong. */
export const readPoolState = readShape<PoolState>({
  version: readOneOf(stateVersion),
  keys: readNullable(readPoolKeys),
  sessions: readDictionary(
    readShape<BrowserSession>({ sub: readText, authenticatedAtMs: readNumber, expiresAtMs: readNumber }),
  ),
  googleSessions: readDictionary(readShape<{ googleSub: string }>({ googleSub: readText })),
  federatedPeople: readDictionary(readShape<{ createdAtMs: number }>({ createdAtMs: readNumber })),
  refreshChains: readDictionary(
    readShape<RefreshChain>({
      clientId: readText,
      sub: readText,
      scopes: readList(readText),
      authenticatedAtMs: readNumber,
      expiresAtMs: readNumber,
    }),
  ),
  refreshTokens: readDictionary(
    readShape<RefreshTokenRecord>({ originJti: readText, usableUntilMs: readNullable(readNumber) }),
  ),
})
