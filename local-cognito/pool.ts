import { Hono } from 'hono'
import type { Rotation } from './config/client-config.ts'
import type { GoogleAccount, Person } from './config/people-config.ts'
import type { PoolConfig } from './config/pool-config.ts'
import { defaultPoolConfig } from './defaults.ts'
import { addAuthorize } from './hosted-ui/authorize.ts'
import { addConfirm } from './hosted-ui/sign-up/confirm.ts'
import { addDiscovery } from './http/endpoints/discovery.ts'
import { addError, answerError } from './hosted-ui/error/error.ts'
import { addForgotPassword } from './hosted-ui/forgot-password/forgot-password.ts'
import { addLogin } from './hosted-ui/login/login.ts'
import { addLogout } from './hosted-ui/logout.ts'
import { addRevoke } from './http/endpoints/revoke.ts'
import { addSignUp } from './hosted-ui/sign-up/sign-up.ts'
import { addToken } from './http/endpoints/token.ts'
import { addUserInfo } from './http/endpoints/user-info.ts'
import { addGoogle } from './federation/account-chooser.ts'
import { addIdpResponse } from './federation/idp-response.ts'
import { addCors } from './http/cors.ts'
import { addFaults } from './http/faults.ts'
import type { Fault } from './http/faults.ts'
import { addGuard, addRequestLog } from './http/guard.ts'
import type { LoggedRequest } from './http/request-log.ts'
import { addLocal } from './admin/routes.ts'
import type { PoolKeys } from './oauth/keys.ts'
import { answerNotFound } from './hosted-ui/not-found.ts'
import type { PoolApp, PoolEnv, PoolParts } from './parts.ts'
import { createParts } from './create-pool-parts.ts'
import { createMemoryStorage } from './state/storage.ts'
import type { PoolStorage } from './state/storage.ts'
import type { Mail } from './users/inbox.ts'

/** Something that whoever runs the pool may want to hear of. */
export type PoolEvent = ({ readonly kind: 'request' } & LoggedRequest) | ({ readonly kind: 'mail' } & Mail)

export type LocalPoolOptions = {
  readonly config?: PoolConfig
  /** Default: memory. */
  readonly storage?: PoolStorage
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Signing keys; by default those in the storage, or new ones. */
  readonly keys?: PoolKeys
  /** Goes behind the name of each cookie. Pools on one host need different ones. */
  readonly cookieSuffix?: string
  /** Takes one line about something that went wrong. */
  readonly log?: (line: string) => void
  readonly onEvent?: (event: PoolEvent) => void
}

/** A local stand-in for a user pool and its hosted UI. */
export type LocalPool = {
  /**
   * Answers a request to the pool's origin; never throws. Everything else is an adapter around this.
   * `cutConnection` ends the connection without an answer; only faults on purpose call it.
   */
  fetch(request: Request, cutConnection?: () => void): Promise<Response>
  /** The configuration as it is now, changes made while running included. */
  readonly config: PoolConfig
  readonly issuer: string
  people(): readonly Person[]
  googleAccounts(): readonly GoogleAccount[]
  /** The last 200 requests, oldest first. */
  requests(): readonly LoggedRequest[]
  /** The last 100 mails, oldest first. */
  mails(): readonly Mail[]
  /** Lets next answers fail. */
  fail(fault: Fault): void
  /** Switches refresh token rotation of a client. Throws for an unknown client. */
  setRotation(clientId: string, rotation: Rotation): void
  /** Sets the life of access tokens signed from now on. Throws for an unknown client. */
  setAccessTokenLifetime(clientId: string, seconds: number): void
  /** Writes what is not yet saved, and lets others have the storage. */
  close(): void
}

/**
 * Makes a local user pool: Cognito's hosted UI as far as a browser app with the code grant sees it. It listens
 * nowhere; `serveLocalPool` does. Without keys at hand it makes two RSA keys first, which takes a moment.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export async function createLocalPool(options: LocalPoolOptions = {}): Promise<LocalPool> {
  const { config = defaultPoolConfig, storage = createMemoryStorage(), log = () => {} } = options
  const parts = await createParts({ ...options, config, storage })
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
  const protocol = [addAuthorize, addToken, addUserInfo, addRevoke, addLogout, addError, addDiscovery]
  const pages = [addLogin, addSignUp, addConfirm, addForgotPassword, addGoogle, addIdpResponse, addLocal]
  for (const add of [...protocol, ...pages]) add(app, parts)
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
