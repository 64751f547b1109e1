import { Hono } from 'hono'
import { addAdmin } from './admin/routes.ts'
import { addApi } from './api/api.ts'
import type { Rotation } from './config/client-config.ts'
import type { GoogleAccount, Person } from './config/people-config.ts'
import type { PoolConfig } from './config/pool-config.ts'
import { createPoolParts } from './create-pool-parts.ts'
import type { PoolParts } from './create-pool-parts.ts'
import { defaultPoolConfig } from './defaults.ts'
import { addAccountChooser } from './federation/account-chooser.ts'
import type { PoolLook } from './hosted-ui/layout/look.ts'
import { redirectToGoogle } from './federation/federation-request.ts'
import { addIdpResponse } from './federation/idp-response.ts'
import { addAuthorize } from './hosted-ui/authorize.ts'
import { addError, answerError } from './hosted-ui/error/error.ts'
import type { FederationDeps } from './hosted-ui/flow/start-federation.ts'
import { addForgotPassword } from './hosted-ui/forgot-password/forgot-password.ts'
import { addResetPassword } from './hosted-ui/forgot-password/reset-password.ts'
import { addLogin } from './hosted-ui/login/login.ts'
import { addLogout } from './hosted-ui/logout.ts'
import { answerNotFound } from './hosted-ui/not-found.ts'
import { addConfirm } from './hosted-ui/sign-up/confirm.ts'
import { addSignUp } from './hosted-ui/sign-up/sign-up.ts'
import type { PoolApp, PoolEnv } from './http/context.ts'
import { addCors } from './http/cors.ts'
import { addDiscovery } from './http/endpoints/discovery.ts'
import { addRevoke } from './http/endpoints/revoke.ts'
import { addToken } from './http/endpoints/token.ts'
import { addUserInfo } from './http/endpoints/user-info.ts'
import { addFaults } from './http/faults.ts'
import type { Fault } from './http/faults.ts'
import { addGuard } from './http/guard.ts'
import { addRequestLog } from './http/request-log.ts'
import type { LoggedRequest } from './http/request-log.ts'
import type { PoolKeys } from './oauth/keys.ts'
import { createMemoryStorage } from './state/storage.ts'
import type { PoolStorage } from './state/storage.ts'
import type { Mail } from './users/inbox.ts'

/** A request that the pool handled, or a mail that it would have sent. */
export type PoolEvent = ({ readonly kind: 'request' } & LoggedRequest) | ({ readonly kind: 'mail' } & Mail)

export type LocalPoolOptions = {
  readonly config?: PoolConfig
  /** Default: memory. */
  readonly storage?: PoolStorage
  /** The current time in milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number
  /** Signing keys. Default: the keys in the storage, or new ones if it has none. */
  readonly keys?: PoolKeys
  /** Appended to the name of each cookie. Pools on one host need different ones. */
  readonly cookieSuffix?: string
  /** Host names at which the pool also answers, at any port. Default: none, so only the origin's. */
  readonly allowedHosts?: readonly string[]
  /** How the pages look. Default: as this package is. */
  readonly look?: PoolLook
  /** Receives one line for each internal error. */
  readonly log?: (line: string) => void
  readonly onEvent?: (event: PoolEvent) => void
}

/** A local stand-in for a user pool and its hosted UI. */
export type LocalPool = {
  /**
   * Returns the response to a request to the pool's origin; never throws. Everything else is an adapter around this.
   * `cutConnection` closes the connection without a response. Only faults on purpose call it.
   */
  fetch(request: Request, cutConnection?: () => void): Promise<Response>
  /** The current configuration, with the changes made since the start. */
  readonly config: PoolConfig
  readonly issuer: string
  people(): readonly Person[]
  googleAccounts(): readonly GoogleAccount[]
  /** The last 200 requests, oldest first. */
  requests(): readonly LoggedRequest[]
  /** The last 100 mails, oldest first. */
  mails(): readonly Mail[]
  /** Makes the next responses of an endpoint fail. */
  fail(fault: Fault): void
  /** Sets the refresh token rotation of a client. Throws for an unknown client. */
  setRotation(clientId: string, rotation: Rotation): void
  /** Sets the lifetime of access tokens signed from now on. Throws for an unknown client. */
  setAccessTokenLifetime(clientId: string, seconds: number): void
  /** Saves the last changes and releases the storage. */
  close(): void
}

/**
 * Makes a local user pool: Cognito's hosted UI as far as a browser app with the code grant sees it, and the user pools
 * API. It does not listen on a port; `serveLocalPool` does. If neither the options nor the storage have keys, it first makes two RSA keys. This
 * takes a moment.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export async function createLocalPool(options: LocalPoolOptions = {}): Promise<LocalPool> {
  const { config = defaultPoolConfig, storage = createMemoryStorage(), log = () => {}, onEvent = () => {} } = options
  const parts = await createPoolParts({
    config,
    storage,
    now: options.now ?? Date.now,
    keys: options.keys,
    cookieSuffix: options.cookieSuffix ?? '',
    allowedHosts: options.allowedHosts ?? [],
    look: options.look ?? {},
    onRequest: (request) => onEvent({ kind: 'request', ...request }),
    onMail: (mail) => onEvent({ kind: 'mail', ...mail }),
  })
  const app = createApp(parts, log)

  return {
    fetch: async (request, cutConnection) => app.fetch(request, cutConnection === undefined ? {} : { cutConnection }),
    get config() {
      return { ...config, clients: [...parts.clients.all()] }
    },
    issuer: parts.issuer,
    people: () => config.people,
    googleAccounts: () => parts.googleAccounts.all(),
    requests: () => parts.requests.latest(),
    mails: () => parts.inbox.latest(),
    fail: (fault) => parts.faults.add(fault),
    setRotation: (clientId, rotation) => changeClient(parts, clientId, { rotation }),
    setAccessTokenLifetime: (clientId, seconds) => changeClient(parts, clientId, { accessTokenSeconds: seconds }),
    close: () => storage.close(),
  }
}

function createApp(parts: PoolParts, log: (line: string) => void): PoolApp {
  const app = new Hono<PoolEnv>()
  addRequestLog(app, parts)
  addGuard(app, parts)
  addCors(app, parts)
  addFaults(app, parts)
  addEndpoints(app, parts)
  addPages(app, parts)
  app.notFound((c) => answerNotFound(c, parts))
  app.onError((error, c) => {
    log(`The local user pool failed at ${c.req.method} ${c.req.path}: ${error.stack ?? error.message}`)
    c.set('reason', 'a bug of the local user pool')
    return answerError(c, parts, 500, 'server_error')
  })
  return app
}

/** The endpoints that apps call or redirect to. */
function addEndpoints(app: PoolApp, parts: PoolParts): void {
  addApi(app, parts)
  addAuthorize(app, withFederation(parts))
  addToken(app, parts)
  addUserInfo(app, parts)
  addRevoke(app, parts)
  addLogout(app, parts)
  addError(app, parts)
  addDiscovery(app, { ...parts, answerErrorPage: (c, status, text) => answerError(c, parts, status, text) })
}

/** The pages that users see. */
function addPages(app: PoolApp, parts: PoolParts): void {
  addLogin(app, withFederation(parts))
  addSignUp(app, parts)
  addConfirm(app, parts)
  addForgotPassword(app, parts)
  addResetPassword(app, parts)
  addAccountChooser(app, parts)
  addIdpResponse(app, parts)
  addAdmin(app, parts)
}

function withFederation(parts: PoolParts): PoolParts & FederationDeps {
  return { ...parts, startFederation: (c, request) => redirectToGoogle(c, parts, request) }
}

function changeClient(parts: PoolParts, id: string, change: Parameters<PoolParts['clients']['change']>[1]): void {
  if (parts.clients.change(id, change) === undefined) throw new Error(`The local user pool has no client "${id}"`)
}
