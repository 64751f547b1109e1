import { Hono } from 'hono'
import { createClients } from './oauth/clients.ts'
import { createCodes } from './oauth/codes.ts'
import type { GoogleAccount, Person, PoolConfig, Rotation } from './config/config.ts'
import { addCors } from './http/cors.ts'
import { defaultPoolConfig } from './defaults.ts'
import { addAuthorize } from './endpoints/authorize.ts'
import { addDiscovery } from './endpoints/discovery.ts'
import { addError, answerError } from './endpoints/error.ts'
import { addGoogle, tripSeconds } from './google/chooser.ts'
import { addIdpResponse } from './google/idp-response.ts'
import { addLocal } from './endpoints/local.ts'
import { addLogin } from './endpoints/login.ts'
import { addLogout } from './endpoints/logout.ts'
import { addRevoke } from './endpoints/revoke.ts'
import { addToken } from './endpoints/token.ts'
import { addUserInfo } from './endpoints/user-info.ts'
import { createExpiringStore } from './state/expiring-store.ts'
import { createGoogleSessions } from './google/google-sessions.ts'
import { addGuard, addRequestLog } from './http/guard.ts'
import { generatePoolKeys } from './oauth/keys.ts'
import type { PoolKeys } from './oauth/keys.ts'
import { answerNotFound } from './pages/not-found-page.ts'
import type { GoogleTrip, Mismatch, PoolApp, PoolEnv, PoolParts } from './parts.ts'
import { createPeople } from './users/people.ts'
import { createRefreshTokens } from './oauth/refresh-tokens.ts'
import { createRequestLog } from './http/request-log.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { createSessions } from './oauth/sessions.ts'
import { checkRotation } from './config/settings.ts'
import { createStateKeeper } from './state/state-keeper.ts'
import type { StateKeeper } from './state/state-keeper.ts'
import { createMemoryStorage } from './state/storage.ts'
import type { PoolStorage } from './state/storage.ts'
import { createTokens } from './oauth/tokens.ts'

export type LocalPoolOptions = {
  readonly config?: PoolConfig
  /** Default: memory. */
  readonly storage?: PoolStorage
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Signing keys; by default those in the storage, or new ones. */
  readonly keys?: PoolKeys
  /** Takes one line about something that went wrong. */
  readonly log?: (line: string) => void
}

/** A local stand-in for a user pool and its hosted UI. */
export type LocalPool = {
  /** Answers a request to the pool's origin; never throws. Everything else is an adapter around this. */
  fetch(request: Request): Promise<Response>
  /** The configuration as it is now, changes made while running included. */
  readonly config: PoolConfig
  readonly issuer: string
  people(): readonly Person[]
  googleAccounts(): readonly GoogleAccount[]
  /** The last 200 requests, oldest first. */
  requests(): readonly LoggedRequest[]
  /** Switches refresh token rotation of a client. Throws for an unknown client, and for a grace outside 0 to 60 s. */
  setRotation(clientId: string, rotation: Rotation): void
  /** Sets the life of access tokens signed from now on. Throws for an unknown client. */
  setAccessTokenLifetime(clientId: string, seconds: number): void
  /** Writes what is not yet saved. The pool can still be used afterwards. */
  close(): void
}

/**
 * Makes a local user pool: Cognito's hosted UI as far as a browser app with the code grant sees it. It listens
 * nowhere; `serveLocalPool` does. Without keys at hand it makes two RSA keys first, which takes a moment.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export async function createLocalPool(options: LocalPoolOptions = {}): Promise<LocalPool> {
  const { config = defaultPoolConfig, storage = createMemoryStorage(), now = Date.now, log = () => {} } = options
  const keeper = createStateKeeper(storage, now)
  const keys = options.keys ?? keeper.state.keys ?? (await generatePoolKeys())
  keeper.change((state) => (state.keys = keys))
  const parts = await createParts(config, keeper, keys, now)
  const app = createApp(parts, log)

  return {
    fetch: async (request) => app.fetch(request),
    get config() {
      return { ...config, clients: parts.clients.all() }
    },
    issuer: parts.issuer,
    people: () => config.people,
    googleAccounts: () => config.googleAccounts,
    requests: () => parts.requests.latest(),
    setRotation: (clientId, rotation) => changeClient(parts, clientId, { rotation: checkRotation(rotation) }),
    setAccessTokenLifetime: (clientId, seconds) => changeClient(parts, clientId, { accessTokenSeconds: seconds }),
    close: () => storage.close(),
  }
}

async function createParts(
  config: PoolConfig,
  keeper: StateKeeper,
  keys: PoolKeys,
  now: () => number,
): Promise<PoolParts> {
  const issuer = `${config.origin}/${config.poolId}`
  return {
    config,
    issuer,
    now,
    keys,
    clients: createClients(config.clients),
    people: createPeople(config, keeper, now),
    sessions: createSessions(keeper, now),
    googleSessions: createGoogleSessions(keeper, config.googleAccounts),
    codes: createCodes(now),
    googleTrips: createExpiringStore<GoogleTrip>(now, tripSeconds * 1000),
    googleCodes: createExpiringStore<string>(now, 60_000),
    mismatches: createExpiringStore<Mismatch>(now, 300_000),
    refreshTokens: createRefreshTokens(keeper, now),
    tokens: await createTokens(keys, issuer, now),
    requests: createRequestLog(),
  }
}

function createApp(parts: PoolParts, log: (line: string) => void): PoolApp {
  const app = new Hono<PoolEnv>()
  addRequestLog(app, parts)
  addGuard(app, parts)
  addCors(app, parts)
  const endpoints = [addAuthorize, addLogin, addGoogle, addIdpResponse, addToken, addUserInfo, addRevoke, addLogout]
  for (const add of [...endpoints, addError, addDiscovery, addLocal]) add(app, parts)
  app.notFound((c) => answerNotFound(c, parts))
  app.onError((error, c) => {
    log(`The local user pool failed at ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`)
    c.set('reason', 'a bug of the local user pool')
    return answerError(c, parts, 500, 'server_error')
  })
  return app
}

function changeClient(parts: PoolParts, id: string, change: Parameters<PoolParts['clients']['change']>[1]): void {
  if (parts.clients.change(id, change) === undefined) throw new Error(`The local user pool has no client "${id}"`)
}
