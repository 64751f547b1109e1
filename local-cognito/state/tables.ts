import * as v from 'valibot'
import { poolKeysSchema } from './stored-keys.ts'
import { createTable } from './table.ts'
import type { Table } from './table.ts'

const time = v.number()

const sessionSchema = v.object({ sub: v.string(), authenticatedAtMs: time, expiresAtMs: time })

const refreshChainSchema = v.object({
  clientId: v.string(),
  sub: v.string(),
  scopes: v.array(v.string()),
  nonce: v.nullable(v.string()),
  authenticatedAtMs: time,
  /** The expiry of the chain's first token. Rotation does not extend it. */
  expiresAtMs: time,
})

const refreshTokenSchema = v.object({
  originJti: v.string(),
  /** Set by a rotation: the end of the grace period. */
  usableUntilMs: v.nullable(time),
})

const federatedSchema = v.object({
  createdAtMs: time,
  /** The local person whom a trigger linked them to. */
  linkedSub: v.nullable(v.string()),
})

const addedAccountSchema = v.object({
  googleSub: v.string(),
  sub: v.string(),
  email: v.string(),
  name: v.string(),
  emailVerified: v.boolean(),
  sharesEmail: v.boolean(),
})

const userChangeSchema = v.object({
  passwordHash: v.exactOptional(v.string()),
  status: v.exactOptional(v.picklist(['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD'])),
  isEnabled: v.exactOptional(v.boolean()),
  emailVerified: v.exactOptional(v.boolean()),
})

const mailCodeSchema = v.object({ hash: v.string(), expiresAtMs: time, triesLeft: v.number() })

type Note = (table: string, key: string, row?: unknown) => void

/**
 * The state that survives a restart. It holds hashes instead of tokens, cookies and passwords, but the private keys.
 */
export function createTables(note: Note) {
  const table = <T>(name: string, schema: v.GenericSchema<unknown, T>): Table<T> =>
    createTable(schema, (key, row) => note(name, key, row))
  return {
    keys: table('keys', poolKeysSchema),
    /** Browsers that are signed in at the pool, by the hash of their cookie. */
    sessions: table('sessions', sessionSchema),
    /** The stand-in for Google's own sessions, by the hash of their cookie. */
    googleSessions: table('googleSessions', v.object({ googleSub: v.string() })),
    /** Accounts added at the stand-in for Google, by its id of them. */
    googleAccounts: table('googleAccounts', addedAccountSchema),
    /** People who signed up here, by `sub`. */
    signUps: table('signUps', v.object({ email: v.string(), name: v.string(), createdAtMs: time })),
    /** People who came from Google at least once, by its id of them. */
    federated: table('federated', federatedSchema),
    /** What has changed about people since they were configured or signed up, by `sub`. */
    userChanges: table('userChanges', userChangeSchema),
    /** Codes that were mailed, by purpose and `sub`. */
    mailCodes: table('mailCodes', mailCodeSchema),
    /** By `origin_jti`. */
    refreshChains: table('refreshChains', refreshChainSchema),
    /** By the hash of the token. */
    refreshTokens: table('refreshTokens', refreshTokenSchema),
  }
}

export type PoolState = ReturnType<typeof createTables>
export type BrowserSession = v.InferOutput<typeof sessionSchema>
export type RefreshChain = v.InferOutput<typeof refreshChainSchema>
export type UserChange = v.InferOutput<typeof userChangeSchema>
