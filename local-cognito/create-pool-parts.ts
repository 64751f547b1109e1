import type { PoolConfig } from './config/pool-config.ts'
import { issuerOf } from './defaults.ts'
import { federationRequestSeconds } from './federation/federation-request.ts'
import type { FederationRequest } from './federation/federation-request.ts'
import { createGoogleAccounts } from './federation/google-accounts.ts'
import { createGoogleSessions } from './federation/google-sessions.ts'
import { mismatchSeconds } from './hosted-ui/error/error.ts'
import { pageStateSeconds } from './hosted-ui/flow/page-state.ts'
import type { PageState } from './hosted-ui/flow/page-state.ts'
import { createFaults } from './http/faults.ts'
import { createRequestLog } from './http/request-log.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createCodes } from './oauth/authorize/codes.ts'
import type { Mismatch } from './oauth/authorize/mismatch.ts'
import { createClients } from './oauth/clients.ts'
import { generatePoolKeys } from './oauth/keys.ts'
import type { PoolKeys } from './oauth/keys.ts'
import { createRefreshTokens } from './oauth/refresh-tokens.ts'
import { createSessions } from './oauth/sessions.ts'
import { createSigning } from './oauth/signing.ts'
import { createTokens } from './oauth/tokens.ts'
import { createExpiringStore } from './state/expiring-store.ts'
import { openState } from './state/open-state.ts'
import type { PoolStorage } from './state/storage.ts'
import type { PoolState } from './state/tables.ts'
import { createInbox } from './users/inbox.ts'
import type { Mail } from './users/inbox.ts'
import { createMailCodes } from './users/mail-codes.ts'
import { createUsers } from './users/users.ts'

type Options = {
  readonly config: PoolConfig
  readonly storage: PoolStorage
  readonly now: () => number
  readonly keys: PoolKeys | undefined
  readonly cookieSuffix: string
  readonly onRequest: (request: LoggedRequest) => void
  readonly onMail: (mail: Mail) => void
}

/** All parts of one pool. Only `pool.ts` uses this type; each route lists the parts that it needs. */
export type PoolParts = Awaited<ReturnType<typeof createPoolParts>>

/** Creates the parts of one pool: the stores, and the functions that read and change them. */
export async function createPoolParts(options: Options) {
  const { config, storage, cookieSuffix } = options
  const clock = createClock(options.now)
  const { now } = clock
  const state = openState(storage, now)
  const issuer = issuerOf(config)
  const signing = await createSigning(
    options.keys ?? state.keys.get('current') ?? (await generatePoolKeys()),
    state.keys,
  )
  return {
    config,
    issuer,
    clock,
    now,
    cookieSuffix,
    signing,
    clients: createClients(config.clients),
    ...createUserParts(config, state, now, options.onMail),
    ...createMemoryStores(now),
    sessions: createSessions(state, now),
    refreshTokens: createRefreshTokens(state, now),
    tokens: createTokens(config, signing, issuer, now),
    requests: createRequestLog(options.onRequest),
    faults: createFaults(),
  }
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
    mismatches: createExpiringStore<Mismatch>(now, mismatchSeconds * 1000),
  }
}
