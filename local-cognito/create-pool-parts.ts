import { authSessionSeconds } from './api/sign-in/auth-session.ts'
import type { AuthSession } from './api/sign-in/auth-session.ts'
import type { SrpSignIn } from './api/sign-in/srp-flow.ts'
import type { PoolConfig } from './config/pool-config.ts'
import { issuerOf } from './defaults.ts'
import { federationRequestSeconds } from './federation/federation-request.ts'
import type { FederationRequest } from './federation/federation-request.ts'
import { createGoogleAccounts } from './federation/google-accounts.ts'
import type { GoogleAccounts } from './federation/google-accounts.ts'
import { createGoogleSessions } from './federation/google-sessions.ts'
import { mismatchSeconds } from './hosted-ui/error/error.ts'
import type { PoolLook } from './hosted-ui/layout/look.ts'
import { pageStateSeconds } from './hosted-ui/flow/page-state.ts'
import type { PageState } from './hosted-ui/flow/page-state.ts'
import { createFaults } from './http/faults.ts'
import type { Faults } from './http/faults.ts'
import { createRequestLog } from './http/request-log.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createCodes } from './oauth/authorize/codes.ts'
import type { Mismatch } from './oauth/authorize/mismatch.ts'
import { createClients } from './oauth/clients.ts'
import type { Clients } from './oauth/clients.ts'
import { generatePoolKeys } from './oauth/keys.ts'
import type { PoolKeys } from './oauth/keys.ts'
import { createRefreshTokens } from './oauth/refresh-tokens.ts'
import { createSessions } from './oauth/sessions.ts'
import { createSigning } from './oauth/signing.ts'
import { createTokens } from './oauth/tokens.ts'
import { createExpiringStore } from './state/expiring-store.ts'
import type { ExpiringStore } from './state/expiring-store.ts'
import { openState } from './state/open-state.ts'
import type { PoolStorage } from './state/storage.ts'
import { emptyTables } from './state/tables.ts'
import type { PoolState } from './state/tables.ts'
import { createInbox } from './users/inbox.ts'
import type { Inbox, Mail } from './users/inbox.ts'
import { createMailCodes } from './users/mail-codes.ts'
import { createTotpDevices } from './users/totp-devices.ts'
import { createUsers } from './users/users.ts'
import type { Users } from './users/users.ts'

type Options = {
  readonly config: PoolConfig
  readonly storage: PoolStorage
  readonly now: () => number
  readonly keys: PoolKeys | undefined
  readonly cookieSuffix: string
  readonly allowedHosts: readonly string[]
  readonly look: PoolLook
  readonly onRequest: (request: LoggedRequest) => void
  readonly onMail: (mail: Mail) => void
}

/** All parts of one pool. Only `pool.ts` uses this type; each route lists the parts that it needs. */
export type PoolParts = Awaited<ReturnType<typeof createPoolParts>>

/** Creates the parts of one pool: the stores, and the functions that read and change them. */
export async function createPoolParts(options: Options) {
  const { config, storage, cookieSuffix, allowedHosts, look } = options
  const clock = createClock(options.now)
  const { now } = clock
  const state = openState(storage, now)
  const issuer = issuerOf(config)
  const signing = await createSigning(
    options.keys ?? state.keys.get('current') ?? (await generatePoolKeys()),
    state.keys,
  )
  const memory = createMemoryStores(now)
  const parts = {
    config,
    issuer,
    clock,
    now,
    startedAtMs: now(),
    cookieSuffix,
    allowedHosts,
    look,
    signing,
    clients: createClients(config.clients),
    ...createUserParts(config, state, now, options.onMail),
    ...memory,
    sessions: createSessions(state, now),
    refreshTokens: createRefreshTokens(state, now),
    tokens: createTokens(config, signing, issuer, now),
    requests: createRequestLog(options.onRequest),
    faults: createFaults(),
  }
  return { ...parts, reset: () => reset(parts, state, Object.values(memory)) }
}

type ResetParts = {
  readonly googleAccounts: Pick<GoogleAccounts, 'reload'>
  readonly users: Pick<Users, 'reload'>
  readonly clients: Pick<Clients, 'reset'>
  readonly faults: Pick<Faults, 'clear'>
  readonly inbox: Pick<Inbox, 'clear'>
  readonly clock: PoolClock
}

/** Empties all stores but the keys and the request log. Tests start with it: it takes less time than a new pool. */
function reset(parts: ResetParts, state: PoolState, memory: readonly Pick<ExpiringStore<unknown>, 'clear'>[]): void {
  emptyTables(state)
  for (const store of memory) store.clear()
  parts.googleAccounts.reload()
  parts.users.reload()
  parts.clients.reset()
  parts.faults.clear()
  parts.inbox.clear()
  parts.clock.skewSeconds = 0
}

/** The pool's clock. `skewSeconds` makes it wrong on purpose. */
type PoolClock = { readonly now: () => number; skewSeconds: number }

function createClock(realNow: () => number): PoolClock {
  const clock: PoolClock = { skewSeconds: 0, now: () => realNow() + clock.skewSeconds * 1000 }
  return clock
}

function createUserParts(config: PoolConfig, state: PoolState, now: () => number, onMail: (mail: Mail) => void) {
  const googleAccounts = createGoogleAccounts(config.googleAccounts, state)
  return {
    googleAccounts,
    googleSessions: createGoogleSessions(state, googleAccounts),
    users: createUsers(config, state, (googleSub) => googleAccounts.find(googleSub), now),
    mailCodes: createMailCodes(state, now),
    totpDevices: createTotpDevices(state, now),
    inbox: createInbox(now, onMail),
  }
}

/** The stores that a restart empties. */
function createMemoryStores(now: () => number) {
  return {
    codes: createCodes(now),
    pageStates: createExpiringStore<PageState>(now, pageStateSeconds * 1000),
    federationRequests: createExpiringStore<FederationRequest>(now, federationRequestSeconds * 1000),
    /** The codes of the stand-in for Google, with Google's id of the account. */
    googleCodes: createExpiringStore<string>(now, 60_000),
    /** Sign-ins by the API that wait for the response to a challenge. */
    authSessions: createExpiringStore<AuthSession>(now, authSessionSeconds * 1000),
    srpSignIns: createExpiringStore<SrpSignIn>(now, authSessionSeconds * 1000),
    mismatches: createExpiringStore<Mismatch>(now, mismatchSeconds * 1000),
  }
}
