import type { UserManager } from 'oidc-client-ts'
import type { Platform } from '../../browser/platform.ts'
import { AuthError } from '../auth-error.ts'
import { LastSignIn } from '../oidc/last-sign-in.ts'
import { takeCallback } from '../oidc/authorization-response.ts'
import { CognitoClient } from '../oidc/cognito-client.ts'
import type { EarlySignIn } from '../oidc/early-sign-in.ts'
import { pendingKeys } from '../oidc/pending-keys.ts'
import { userManagerSettings } from '../oidc/user-manager-settings.ts'
import type { Problem } from '../problem.ts'
import { ok, type Result } from '../result.ts'
import { authAgeMs } from './auth-age.ts'
import { RedirectLimit } from '../store/redirect-limit.ts'
import type { SessionConfig } from '../store/session-config.ts'
import { SessionStore } from '../store/session-store.ts'
import { openTabChannel } from '../tabs/tab-channel.ts'
import { TabSync } from '../tabs/tab-sync.ts'
import { PoolKeys } from '../tokens/pool-keys.ts'
import { AccessToken } from './access-token.ts'
import type { Activity } from './activity.ts'
import { Callback } from './callback.ts'
import { Refresh } from './refresh.ts'
import { RefreshScheduler } from './refresh-scheduler.ts'
import { restore } from './restore.ts'
import { CognitoUserManager, type CognitoSigninArgs } from './user-manager.ts'

interface SignInOptions extends Pick<CognitoSigninArgs, 'provider' | 'returnTo' | 'isAutomatic' | 'page'> {
  /**
   * `login`: the sign-in page, although the hosted UI remembers a user. `select_account`: Google's account chooser. The
   * classic hosted UI ignores both.
   */
  readonly prompt?: 'login' | 'select_account' | 'login select_account'
  /** The e-mail address that the sign-in page shows already. Cognito does not pass it on to Google. */
  readonly loginHint?: string | undefined
  /** How many seconds ago the user may have authenticated: see `authAgeMs`. A pool may ignore it. */
  readonly maxAge?: number | undefined
  /** Levels of authentication that Cognito knows, with spaces between them. Pools on the plan Lite ignore them. */
  readonly acrValues?: string | undefined
}

/** The app's door to the session. None of its functions throws for an expected failure. */
export type Session = ReturnType<typeof createSession>

/**
 * Creates the session of a page. It does nothing until `start`.
 *
 * It cannot protect the tokens from other code that runs on the same page: see docs/security.md.
 *
 * @param early what the script inside the HTML has started; null without it, as on the dev server
 * @see https://datatracker.ietf.org/doc/html/rfc9700 and, for apps in a browser, RFC 10017
 */
export function createSession(config: SessionConfig, platform: Platform, early: EarlySignIn | null = null) {
  const { store, manager, callback, accessToken, tabSync, keys, restoreStored } = assemble(config, platform, early)
  const userManager: UserManager = manager
  return {
    /** The oidc-client-ts user manager that everything below goes through. */
    userManager,
    /** The signed-in user as oidc-client-ts has it, tokens included; null if no user is signed in. */
    user: () => manager.currentUser(),
    state: () => store.state,
    /** Calls back after every change. Returns a function that stops that. */
    subscribe: (listener: () => void) => store.subscribe(listener),
    /** Milliseconds until the access token expires, counted from its receipt; 0 if no user is signed in. */
    timeLeftMs: () => accessToken.timeLeftMs(),
    /**
     * An access token that has not expired, refreshed if needed; resolves within 10 s. Returns `session-expired` if no
     * user is signed in, or a transient problem if the token has expired and cannot be refreshed now.
     */
    accessToken: () => accessToken.get(),
    /**
     * Handles the URL the page was loaded with, once, before React mounts. Removes the authorization response from the
     * address bar synchronously, before the first await, and exchanges its code; without one, restores the stored
     * session. Does not look at the URL if the script inside the HTML has.
     */
    async start(url: URL): Promise<void> {
      const opened = early === null ? takeCallback(url, config.redirectUri, platform.page) : early.callback
      await (opened === null ? restoreStored(null) : settled(manager.signinCallback(opened.url)))
      // Messages of other tabs that arrived meanwhile.
      void tabSync.sync()
      // Sign-ins that were started more than 15 minutes ago and never finished.
      void manager.clearStaleState()
    },
    /**
     * Leaves for the hosted UI, or straight for a provider (`Google`, as named in the pool). `returnTo` is a path of this
     * app with query and hash; an unsafe one becomes `/`. Without storage the page stays and the state becomes `failed`
     * with `storage-blocked`. A call during a run shares it.
     *
     * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
     */
    async signIn({ loginHint, maxAge, acrValues, ...options }: SignInOptions = {}): Promise<void> {
      await manager.signIn({
        returnTo: '/',
        ...options,
        ...(loginHint === undefined ? {} : { login_hint: loginHint }),
        ...(maxAge === undefined ? {} : { max_age: maxAge }),
        ...(acrValues === undefined ? {} : { acr_values: acrValues }),
      })
    },
    /**
     * Milliseconds since the user authenticated at the pool or at its provider, by the checked ID token; NaN if no user
     * is signed in, or if the token does not say so. An API checks the same in the access token: a browser can be changed.
     */
    authAgeMs: () => (store.user === null ? NaN : authAgeMs(store.user, platform.clock.wallMs())),
    /** Refreshes now. A transient failure leaves the session as it is; a final refusal ends it. */
    async refresh(): Promise<Result<void>> {
      const renewed = await manager.renew()
      return renewed.ok ? ok(undefined) : renewed
    },
    /** Ends the session here first, then in the other tabs, then at Cognito. */
    async signOut(): Promise<void> {
      await manager.signOut()
    },
    /** Processes the failed callback again, or starts a new sign-in if its code has expired. */
    async tryAgain(): Promise<void> {
      const { state } = store
      const url = callback.takeRepeatable()
      if (url !== null) await settled(manager.signinCallback(url))
      else await manager.signIn({ returnTo: state.status === 'failed' ? state.returnTo : '/' })
    },
    /** Stops waiting for a callback; tokens that still arrive are revoked. */
    cancel: () => callback.cancel(),
    /** Dismisses a problem and restores the stored session. */
    async dismiss(): Promise<void> {
      if (store.state.status === 'failed') await restoreStored(null)
    },
    /** Requests the pool's public keys, unless they are at hand, so that no sign-in waits for them. */
    prefetchKeys: () => keys.prefetchAndStore(),
    /** For the timer that signs an idle user out: see idle-timer.ts. */
    idle: idleControl(store),
    /** The user of this page stays, although the hosted UI was used again. */
    keepUser: () => store.update({ isSignedInAgain: false }),
    /** How many sign-ins of this tab left for the hosted UI, within the last 15 minutes or so, and have not come back. */
    unansweredSignIns: () => pendingKeys(platform.storage.tab).length,
    /** Call this when the user has come to `arrival`. */
    arrived: () => store.update({ arrival: null }),
    /** Text that the user has typed and not yet sent, `''` if none. Kept in this tab until the sign-out. */
    readDraft: (name: string) => (store.user === null ? '' : store.drafts.read(store.user.profile.sub, name)),
    writeDraft(name: string, text: string): void {
      if (store.user !== null) store.drafts.write(store.user.profile.sub, name, text)
    },
  }
}

function assemble(config: SessionConfig, platform: Platform, early: EarlySignIn | null) {
  const store = new SessionStore(config, platform)
  const context = { config, platform, store }
  const channel = openTabChannel(platform, () => store.shareableUser)
  const tabSync = new TabSync({ ...context, channel })
  const redirectLimit = new RedirectLimit(platform.storage.tab, platform.clock)
  const settings = userManagerSettings(config, platform, platform.storage[config.storage])
  const keys = new PoolKeys(platform, config, early?.keySetRequest ?? null)
  const lastSignIn = new LastSignIn(platform.storage.tab, platform.crypto)
  const onExchangeDelay = (problem: Problem) => store.showExchangeDelay(problem)
  const client = new CognitoClient(settings, { config, platform, keys, lastSignIn, early, onExchangeDelay })
  store.onChange(({ kind }) => {
    if (kind === 'cleared') keys.clearStored()
    if (kind !== 'active') lastSignIn.forget()
  })
  const refresh = new Refresh({ ...context, channel, client })
  const accessToken = new AccessToken({ ...context, tabSync, refresh })
  const restoreStored = (arrival: string | null) => restore({ ...context, channel, refresh }, arrival)
  const callback = new Callback({ ...context, redirectLimit, restore: restoreStored })
  const isLeaving = () => early?.isLeaving() ?? false
  const actions = { refresh, accessToken, callback, redirectLimit, isLeaving }
  const manager = new CognitoUserManager(settings, { ...context, client, ...actions })
  const onFailure = (problem: Problem) => void manager.events._raiseSilentRenewError(new AuthError(problem))
  void new RefreshScheduler({ ...context, refresh, renew: () => manager.renew(), onFailure })
  return { store, manager, callback, accessToken, tabSync, keys, restoreStored }
}

function idleControl(store: SessionStore) {
  return {
    /** From now on a sign-out of an idle user keeps their drafts. Returns true if this tab has a session. */
    follow(activity: Activity): boolean {
      store.activity = activity
      return store.newestOwn() !== null
    },
    /** Shows when the user will be signed out; null to stop showing it. */
    show: (idleEndsAtMs: number | null) => store.update({ idleEndsAtMs }),
    /** The page knows that its user was signed out for being idle. */
    showSignedOut: () => store.showSignedOut('idle'),
  }
}

/** Waits for a callback to be processed. An expected failure is in the state by then. */
async function settled(processed: Promise<unknown>): Promise<void> {
  await processed.catch((error: unknown) => {
    if (!(error instanceof AuthError)) throw error
  })
}
