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
  /** The local user to whom a trigger linked the account. */
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

type Recorder = (table: string, key: string, row?: unknown) => void

/**
 * The state that survives a restart. It holds hashes of tokens, cookies and passwords, but the private keys themselves.
 */
export function createTables(record: Recorder) {
  const table = <T>(name: string, schema: v.GenericSchema<unknown, T>): Table<T> =>
    createTable(schema, (key, row) => record(name, key, row))
  return {
    keys: table('keys', poolKeysSchema),
    /** The sessions of browsers at the pool, by the hash of their cookie. */
    sessions: table('sessions', sessionSchema),
    /** The sessions of browsers at the stand-in for Google, by the hash of their cookie. */
    googleSessions: table('googleSessions', v.object({ googleSub: v.string() })),
    /** Accounts that were added at the stand-in for Google, by Google's id. */
    googleAccounts: table('googleAccounts', addedAccountSchema),
    /** Users who signed up here, by `sub`. */
    signUps: table('signUps', v.object({ email: v.string(), name: v.string(), createdAtMs: time })),
    /** Users who signed in with Google at least once, by Google's id. */
    federated: table('federated', federatedSchema),
    /** Changes to users since their configuration or sign-up, by `sub`. */
    userChanges: table('userChanges', userChangeSchema),
    /** Mailed codes, by purpose and `sub`. */
    mailCodes: table('mailCodes', mailCodeSchema),
    /** Chains of refresh tokens, by `origin_jti`. */
    refreshChains: table('refreshChains', refreshChainSchema),
    /** Refresh tokens, by the hash of the token. */
    refreshTokens: table('refreshTokens', refreshTokenSchema),
  }
}

export type PoolState = ReturnType<typeof createTables>
export type BrowserSession = v.InferOutput<typeof sessionSchema>
export type RefreshChain = v.InferOutput<typeof refreshChainSchema>
export type UserChange = v.InferOutput<typeof userChangeSchema>
