import * as v from 'valibot'
import { poolKeysSchema } from './stored-keys.ts'
import { createTable } from './table.ts'
import type { Table } from './table.ts'

const time = v.number()

const sessionSchema = v.object({
  sub: v.string(),
  authenticatedAtMs: time,
  expiresAtMs: time,
  /** How the user authenticated, as the claim `amr` says it. Empty in a state that an older version has stored. */
  amr: v.optional(v.array(v.string()), []),
})

const refreshChainSchema = v.object({
  clientId: v.string(),
  sub: v.string(),
  scopes: v.array(v.string()),
  nonce: v.nullable(v.string()),
  authenticatedAtMs: time,
  /** The claims `acr` and `amr`, if the authorize request asked for them. */
  acrClaims: v.optional(v.object({ acr: v.exactOptional(v.string()), amr: v.exactOptional(v.array(v.string())) }), {}),
  /** The expiry of the chain's first token. Rotation does not extend it. */
  expiresAtMs: time,
  /** Tokens of a sign-in by the API differ from those of the hosted UI. */
  signedInBy: v.optional(v.picklist(['hosted-ui', 'api']), 'hosted-ui'),
  /** The last refresh. Missing until then. */
  refreshedAtMs: v.exactOptional(time),
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

const srpSchema = v.object({ salt: v.string(), verifier: v.string() })

const userChangeSchema = v.object({
  passwordHash: v.exactOptional(v.string()),
  status: v.exactOptional(v.picklist(['CONFIRMED', 'UNCONFIRMED', 'FORCE_CHANGE_PASSWORD'])),
  isEnabled: v.exactOptional(v.boolean()),
  emailVerified: v.exactOptional(v.boolean()),
  /** Salt and verifier of the current password, for sign-ins by SRP. */
  srp: v.exactOptional(srpSchema),
  email: v.exactOptional(v.string()),
  name: v.exactOptional(v.string()),
  /** All attributes other than `sub`, `email`, `email_verified` and `name`. */
  attributes: v.exactOptional(v.record(v.string(), v.string())),
  groups: v.exactOptional(v.array(v.string())),
  modifiedAtMs: v.exactOptional(time),
  /** Only for configured users. The rows of other users are deleted. */
  isDeleted: v.exactOptional(v.boolean()),
})

const totpSchema = v.object({
  /** Base32, as RFC 4648 writes it. */
  secret: v.string(),
  isEnabled: v.boolean(),
  isPreferred: v.boolean(),
  /** The time step of the last code that was accepted: RFC 6238 allows each code once. */
  lastStep: v.number(),
})

const mailCodeSchema = v.object({ hash: v.string(), expiresAtMs: time, triesLeft: v.number() })

type Recorder = (table: string, key: string, row?: unknown) => void

/**
 * The state that survives a restart. It holds hashes of tokens, cookies and passwords, but the private keys and the
 * secrets of authenticator apps themselves.
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
    /** Authenticator apps of users, by `sub`. */
    totpDevices: table('totpDevices', totpSchema),
    /** Mailed codes, by purpose and `sub`. */
    mailCodes: table('mailCodes', mailCodeSchema),
    /** Chains of refresh tokens, by `origin_jti`. */
    refreshChains: table('refreshChains', refreshChainSchema),
    /** Refresh tokens, by the hash of the token. */
    refreshTokens: table('refreshTokens', refreshTokenSchema),
  }
}

/** Deletes all rows but the signing keys. */
export function emptyTables({ keys: _keys, ...tables }: PoolState): void {
  for (const table of Object.values(tables)) table.drop(() => true)
}

export type PoolState = ReturnType<typeof createTables>
export type BrowserSession = v.InferOutput<typeof sessionSchema>
export type RefreshChain = v.InferOutput<typeof refreshChainSchema>
export type UserChange = v.InferOutput<typeof userChangeSchema>
export type SrpVerifier = v.InferOutput<typeof srpSchema>
export type TotpDevice = v.InferOutput<typeof totpSchema>
