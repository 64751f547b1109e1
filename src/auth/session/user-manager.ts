import {
  User,
  UserManager,
  type SigninRedirectArgs,
  type SignoutRedirectArgs,
  type UserManagerSettings,
} from 'oidc-client-ts'
import { AuthError } from '../auth-error.ts'
import { randomHex } from '../encoding/random.ts'
import { pause } from '../http/retry.ts'
import type { CognitoClient } from '../oidc/cognito-client.ts'
import { otherHome } from '../oidc/other-home.ts'
import { pendingKeys } from '../oidc/pending-keys.ts'
import { RepeatedClick } from '../store/repeated-click.ts'
import { safeReturnTo } from '../oidc/return-to.ts'
import type { SignInContext } from '../oidc/signin-state.ts'
import { failed, ok, type Result } from '../result.ts'
import type { RedirectLimit } from '../store/redirect-limit.ts'
import type { SessionContext } from '../store/session-context.ts'
import type { SessionChange } from '../store/session-store.ts'
import { authAgeMs } from './auth-age.ts'
import type { UserRecord } from '../store/user-record.ts'
import { singleFlight } from '../single-flight.ts'
import type { AccessToken } from './access-token.ts'
import type { Callback } from './callback.ts'
import { pageNavigator } from './page-navigator.ts'
import type { Refresh } from './refresh.ts'

export interface ManagerDependencies extends SessionContext {
  readonly client: CognitoClient
  readonly refresh: Refresh
  readonly accessToken: AccessToken
  readonly callback: Callback
  readonly redirectLimit: RedirectLimit
  /** True while the script inside the HTML is leaving the page. */
  readonly isLeaving: () => boolean
}

export interface CognitoSigninArgs extends SigninRedirectArgs {
  /** A path of this app, with query and hash; the current page if absent. An unsafe path becomes `/`. */
  readonly returnTo?: string
  /** As named in the pool, e.g. `Google`; absent for the hosted UI's own page. */
  readonly provider?: string | undefined
  /** `sign-up` opens the pool's sign-up page instead of its sign-in page. */
  readonly page?: 'sign-up'
  /** True for the repetition that follows `link-retry`. */
  readonly isLinkRetry?: boolean
  /** True if no user has clicked. After two of those within a minute the state becomes `signed-out` after `redirects`. */
  readonly isAutomatic?: boolean
}

const nonceBytes = 32
/** As long as a revocation may take. */
const maxSignOutWaitMs = 2_000
/** A pool may take a session that was just recent enough, and its answer takes a moment. */
const maxAnswerMs = 60_000

/**
 * The session's engine: oidc-client-ts's user manager with Cognito's client, one refresh per browser, and the session
 * store as its memory. Expected failures are thrown as AuthError.
 */
export class CognitoUserManager extends UserManager {
  protected override readonly _client: CognitoClient
  readonly #deps: ManagerDependencies
  readonly #users = new WeakMap<UserRecord, User>()
  readonly #repeatedClick: RepeatedClick

  constructor(settings: UserManagerSettings, deps: ManagerDependencies) {
    super(settings, pageNavigator(deps.platform.page))
    this._client = deps.client
    this.#deps = deps
    this.#repeatedClick = new RepeatedClick(deps.platform.clock)
    deps.platform.page.onReturn(() => this.#repeatedClick.reset())
    deps.store.onChange((change) => void this.#raiseEvent(change))
  }

  /**
   * Starts a sign-in, as signIn does. Settles when the person comes back to this page: code that waits for the promise
   * must not start another sign-in while the page is leaving.
   *
   * @throws AuthError `storage-blocked`
   */
  override async signinRedirect(args: CognitoSigninArgs = {}): Promise<void> {
    const { platform } = this.#deps
    const started = await this.signIn({ isAutomatic: !platform.page.isUserActive(), ...args })
    if (!started.ok) throw new AuthError(started.problem)
    await new Promise<void>((resolve) => platform.page.onReturn(resolve))
  }

  /**
   * Leaves for the hosted UI, or straight for a provider; on another origin than the redirect URI's, for `returnTo` on
   * that origin, where a page that needs a user starts the sign-in. A nonce is always sent, since Cognito puts one of its own into
   * the ID token of a federated sign-in that sent none. A call during a run shares it, and so does a second click on the
   * same button within 5 s.
   *
   * @returns `storage-blocked` without storage, where the response could never be matched; the page shows it
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   */
  readonly signIn = singleFlight(async (args: CognitoSigninArgs): Promise<Result<null>> => {
    const { config, platform, store, redirectLimit, isLeaving } = this.#deps
    const { returnTo = platform.page.currentPath(), provider, isLinkRetry = false, isAutomatic, ...others } = args
    if (isAutomatic === true && isLeaving()) return ok(null)
    if (isAutomatic === true && !redirectLimit.allowOne()) {
      store.showSignedOut('redirects')
      return ok(null)
    }
    const safePath = safeReturnTo(returnTo, platform.page.home, config.redirectUri)
    const signInHome = otherHome(config.redirectUri, platform.page.home)
    if (signInHome !== null) {
      platform.page.leaveFor(signInHome + safePath)
      return ok(null)
    }
    if (!store.canStore) return this.#storageBlocked(safePath)
    if (isAutomatic !== true && this.#repeatedClick.isRepeated([provider, others.prompt, others.page].join()))
      return ok(null)
    const context: SignInContext = {
      returnTo: safePath,
      isLinkRetry,
      ...(provider === undefined ? {} : { provider }),
      ...(others.max_age === undefined ? {} : { maxAge: others.max_age }),
      ...(others.state === undefined ? {} : { callerState: others.state }),
    }
    const identityProvider = provider === undefined ? {} : { identity_provider: provider }
    const extraQueryParams = { lang: platform.language(), ...identityProvider, ...others.extraQueryParams }
    try {
      await super.signinRedirect({ nonce: randomHex(nonceBytes), ...others, state: context, extraQueryParams })
      return ok(null)
    } catch (error) {
      // A full storage refuses the pending sign-in with a DOMException; anything else is a bug.
      if (!(error instanceof DOMException)) throw error
      return this.#storageBlocked(safePath)
    }
  })

  /**
   * Processes a callback, and makes its tokens the session of every tab. A call during a run shares its result.
   *
   * @param url the page's own if absent
   * @throws CallbackError if the callback does not sign the user in; the session's state says the same
   */
  override signinCallback(url?: string): Promise<User> {
    const { page } = this.#deps.platform
    return this.#processCallback(url ?? page.home + page.currentPath())
  }

  readonly #processCallback = singleFlight((url: string) =>
    this.#deps.callback.process(url, {
      exchange: async () => {
        const user = await super.signinCallback(url)
        if (user === undefined) throw new TypeError('Only redirects are used.')
        return user
      },
      startAgain: (args) => this.signIn({ ...args, isLinkRetry: true }),
    }),
  )

  /** As renew. Throws its problem as an AuthError. */
  override async signinSilent(): Promise<User> {
    const renewed = await this.renew()
    if (!renewed.ok) throw new AuthError(renewed.problem)
    return this.#toUser(renewed.value)
  }

  /** Refreshes the tokens, or adopts newer ones from another tab: see AccessToken.refresh. */
  renew(): Promise<Result<UserRecord>> {
    return this.#deps.accessToken.refresh()
  }

  /** Starts a sign-out, as signOut does. Settles when the person comes back to this page, or if it could not be left. */
  override async signoutRedirect(args: SignoutRedirectArgs = {}): Promise<void> {
    const { platform } = this.#deps
    if (await this.signOut(args)) await new Promise<void>((resolve) => platform.page.onReturn(resolve))
  }

  /**
   * Ends the session: first here and in the other tabs, then the refresh token (within 2 s), then the hosted UI's own
   * session, for which the page leaves. A refresh that is running is waited for as long, since it revokes its tokens.
   *
   * Cognito's /logout takes `client_id` and `logout_uri`, not the parameters of OpenID Connect.
   *
   * @returns false if the pool cannot be reached: the user is signed out here, and the page stays
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
   */
  async signOut(args: SignoutRedirectArgs = {}): Promise<boolean> {
    const { config, platform, store, client, refresh, redirectLimit } = this.#deps
    const refreshToken = (store.user ?? store.stored())?.refresh_token
    const cause = store.clear('sign-out', 'this-tab')
    redirectLimit.reset()
    for (const key of pendingKeys(platform.storage.tab)) platform.storage.tab?.removeItem(key)
    const refreshDone = Promise.race([refresh.idle(), pause(platform.clock, maxSignOutWaitMs)])
    const [wasReached] = await Promise.all([client.tryRevoke(refreshToken), refreshDone])
    // Leaving for a host that cannot be reached would end on the browser's own error page.
    if (!wasReached) store.showSignedOut(cause, false)
    else {
      const parameters = { client_id: config.clientId, logout_uri: config.logoutUri, ...args.extraQueryParams }
      await super.signoutRedirect({ ...args, extraQueryParams: parameters })
    }
    return wasReached
  }

  /** Signs the user out in every tab and revokes the refresh token. The hosted UI's own session stays. */
  override async removeUser(): Promise<void> {
    const { store, client } = this.#deps
    const { user } = store
    if (user === null) return
    store.clear('sign-out', 'this-tab')
    await client.tryRevoke(user.refresh_token)
  }

  /**
   * Revokes the refresh token. The session goes on without one, and ends with its access token.
   *
   * @throws AuthError `network` if Cognito cannot be reached; then nothing has changed
   * @throws TypeError for an access token, which Cognito does not revoke by itself
   */
  override async revokeTokens(types = this.settings.revokeTokenTypes): Promise<void> {
    const { store, client } = this.#deps
    const { user } = store
    for (const type of types) {
      const token = user?.[type]
      if (token !== undefined) await client.revokeToken(token, type)
    }
    if (user === null || store.user !== user) return
    const { refresh_token: _revoked, session, ...others } = user
    store.replace({ ...others, session: { ...session, generation: session.generation + 1 } }, 'revocation')
  }

  /**
   * Only null is stored: it signs the user out. Tokens enter the session through signinCallback and signinSilent, where
   * they are checked.
   *
   * @throws TypeError for a user
   */
  override async storeUser(user: User | null): Promise<void> {
    if (user !== null) throw new TypeError('Only checked tokens are stored.')
    await this.removeUser()
  }

  /** Exchanges the code of a callback and makes it the browser's session, unless the person has cancelled meanwhile. */
  protected override async _signinEnd(url: string): Promise<User> {
    const { callback, client, store, platform } = this.#deps
    const response = await client.processSigninResponse(url)
    if (!callback.isAwaited()) {
      await client.tryRevoke(response.refresh_token)
      throw new AuthError({ kind: 'cancelled' })
    }
    const before = store.stored()
    const user = store.start(response, response.returnTo)
    const { maxAge } = response
    const isRecent = maxAge === undefined || authAgeMs(user, platform.clock.wallMs()) <= maxAge * 1000 + maxAnswerMs
    if (!isRecent) store.update({ hasOldAuth: true })
    // No tab uses the replaced session any longer.
    void client.tryRevoke(before?.refresh_token)
    return new SessionUser({ ...user, userState: response.userState })
  }

  /** The signed-in user, at once. */
  currentUser(): User | null {
    const { user } = this.#deps.store
    return user === null ? null : this.#toUser(user)
  }

  /** Waits until the page knows whether a user is signed in. */
  protected override async _loadUser(): Promise<User | null> {
    const { store } = this.#deps
    await store.settled()
    return this.currentUser()
  }

  /** One object for each record, so that React sees a change only where there is one. */
  #toUser(record: UserRecord): User {
    const user = this.#users.get(record) ?? new SessionUser(record)
    this.#users.set(record, user)
    return user
  }

  #storageBlocked(returnTo: string): Result<never> {
    this.#repeatedClick.reset()
    this.#deps.store.fail({ kind: 'storage-blocked' }, returnTo)
    return failed({ kind: 'storage-blocked' })
  }

  #raiseEvent(change: SessionChange): Promise<void> {
    return change.kind === 'active' ? this.events.load(this.#toUser(change.user)) : this.events.unload()
  }
}

class SessionUser extends User {
  /** False: the session outlives its access token. react-oidc-context would otherwise call the user signed out. */
  override get expired(): boolean {
    return false
  }
}
