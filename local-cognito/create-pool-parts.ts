import type { PoolConfig } from './config/pool-config.ts'
import { issuerOf } from './defaults.ts'
import { stepSeconds } from './hosted-ui/flow/page-state.ts'
import { createGoogleAccounts } from './federation/google-accounts.ts'
import { tripSeconds } from './federation/account-chooser.ts'
import { createGoogleSessions } from './federation/google-sessions.ts'
import { createFaults } from './http/faults.ts'
import { createRequestLog } from './http/request-log.ts'
import { createClients } from './oauth/clients.ts'
import { createCodes } from './oauth/authorize/codes.ts'
import { generatePoolKeys } from './oauth/keys.ts'
import { createRefreshTokens } from './oauth/refresh-tokens.ts'
import { createSessions } from './oauth/sessions.ts'
import { createSigning } from './oauth/signing.ts'
import { createTokens } from './oauth/tokens.ts'
import type { GoogleTrip, Mismatch, PageStep, PoolClock, PoolParts } from './parts.ts'
import type { LocalPoolOptions } from './pool.ts'
import { createExpiringStore } from './state/expiring-store.ts'
import { openState } from './state/open-state.ts'
import type { PoolStorage } from './state/storage.ts'
import type { PoolState } from './state/tables.ts'
import { createInbox } from './users/inbox.ts'
import { createMailCodes } from './users/mail-codes.ts'
import { createUsers } from './users/users.ts'

type Options = LocalPoolOptions & { readonly config: PoolConfig; readonly storage: PoolStorage }

/** Puts together what the endpoints of a pool share. */
export async function createParts(options: Options): Promise<PoolParts> {
  const { config, storage, cookieSuffix = '', onEvent = () => {} } = options
  const clock = createClock(options.now ?? Date.now)
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
    ...createPeopleParts(config, state, now, onEvent),
    ...createShortLived(now),
    sessions: createSessions(state, now),
    refreshTokens: createRefreshTokens(state, now),
    tokens: createTokens(config, signing, issuer, now),
    requests: createRequestLog((request) => onEvent({ kind: 'request', ...request })),
    faults: createFaults(),
  }
}

function createClock(trueNow: () => number): PoolClock {
  const clock: PoolClock = { skewSeconds: 0, now: () => trueNow() + clock.skewSeconds * 1000 }
  return clock
}

function createPeopleParts(
  config: PoolConfig,
  state: PoolState,
  now: () => number,
  onEvent: NonNullable<LocalPoolOptions['onEvent']>,
) {
  const googleAccounts = createGoogleAccounts(config.googleAccounts, state)
  return {
    googleAccounts,
    googleSessions: createGoogleSessions(state, googleAccounts),
    users: createUsers(config, state, (googleSub) => googleAccounts.find(googleSub), now),
    mailCodes: createMailCodes(state, now),
    inbox: createInbox(now, (mail) => onEvent({ kind: 'mail', ...mail })),
  }
}

/** What a restart ends. */
function createShortLived(now: () => number) {
  return {
    codes: createCodes(now),
    steps: createExpiringStore<PageStep>(now, stepSeconds * 1000),
    googleTrips: createExpiringStore<GoogleTrip>(now, tripSeconds * 1000),
    googleCodes: createExpiringStore<string>(now, 60_000),
    mismatches: createExpiringStore<Mismatch>(now, 300_000),
  }
}
