import type { User, UserManager } from 'oidc-client-ts'
import type { Platform } from '../../browser/platform.ts'
import { AuthError } from '../auth-error.ts'
import { CognitoClient } from '../oidc/cognito-client.ts'
import type { EarlySignIn } from '../oidc/early-sign-in.ts'
import { userManagerSettings } from '../oidc/user-manager-settings.ts'
import { ok, type Result } from '../result.ts'
import { RedirectLimit } from '../store/redirect-limit.ts'
import type { SessionConfig } from '../store/session-config.ts'
import type { SessionState } from '../store/session-state.ts'
import { SessionStore } from '../store/session-store.ts'
import { openTabChannel } from '../tabs/tab-channel.ts'
import { TabSync } from '../tabs/tab-sync.ts'
import { createJwks } from '../tokens/jwks.ts'
import { AccessToken } from './access-token.ts'
import { Callback } from './callback.ts'
import { Refresh } from './refresh.ts'
import { RefreshScheduler } from './refresh-scheduler.ts'
import { restore } from './restore.ts'
import { CognitoUserManager, type CognitoSigninArgs } from './user-manager.ts'

type SignInOptions = Pick<CognitoSigninArgs, 'provider' | 'returnTo' | 'isAutomatic'>

/** The app's door to the session. None of its functions throws for an expected failure. */
export interface Session {
  readonly state: () => SessionState
  /** Calls back after every change. Returns a function that stops that. */
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Handles the URL the page was loaded with, once, before React mounts. Removes the authorization response from the
   * address bar synchronously, before the first await, and exchanges its code; without one, restores the stored session.
   */
  readonly start: (url: URL) => Promise<void>
  /**
   * Leaves for the hosted UI, or straight for a provider (`Google`, as named in the pool). `returnTo` is a path of this
   * app with query and hash; an unsafe one becomes `/`. Without storage the page stays and the state becomes `failed`
   * with `storage-blocked`. A call during a run shares it.
   */
  readonly signIn: (options?: SignInOptions) => Promise<void>
  /**
   * An access token that has not expired, refreshed if needed; resolves within 10 s. Returns `session-expired` if no
   * user is signed in, or a transient problem if the token has expired and cannot be refreshed now.
   */
  readonly accessToken: () => Promise<Result<string>>
  /** Refreshes now. A transient failure leaves the session as it is; a final refusal ends it. */
  readonly refresh: () => Promise<Result<void>>
  /** Ends the session here first, then in the other tabs, then at Cognito. */
  readonly signOut: () => Promise<void>
  /** Processes the failed callback again, or starts a new sign-in if its code has expired. */
  readonly tryAgain: () => Promise<void>
  /** Stops waiting for a callback; tokens that still arrive are revoked. */
  readonly cancel: () => void
  /** Dismisses a problem and restores the stored session. */
  readonly dismiss: () => Promise<void>
  /** Call this when the user has come to `arrival`. */
  readonly arrived: () => void
  /** Milliseconds until the access token expires, counted from its receipt; 0 if no user is signed in. */
  readonly timeLeftMs: () => number
  /** Text that the user has typed and not yet sent, `''` if none. Kept in this tab until the sign-out. */
  readonly readDraft: (name: string) => string
  readonly writeDraft: (name: string, text: string) => void
  /** The signed-in user as oidc-client-ts has it, tokens included; null if no user is signed in. */
  readonly user: () => User | null
  /** The oidc-client-ts user manager that all of the above goes through. */
  readonly userManager: UserManager
}

/**
 * Creates the session of a page. It does nothing until `start`.
 *
 * It cannot protect the tokens from other code that runs on the same page: see docs/security.md.
 *
 * @param early what the script inside the HTML has started; null without it, as on the dev server
 * @see https://datatracker.ietf.org/doc/html/rfc9700 and, for apps in a browser, RFC 10017
 */
export function createSession(config: SessionConfig, platform: Platform, early: EarlySignIn | null = null): Session {
  const { store, manager, callback, accessToken, tabSync, restoreStored } = assemble(config, platform, early)
  return {
    userManager: manager,
    user: () => manager.currentUser(),
    state: () => store.state,
    subscribe: (listener) => store.subscribe(listener),
    timeLeftMs: () => accessToken.timeLeftMs(),
    accessToken: () => accessToken.get(),
    async start(url) {
      const response = callback.take(url)
      await (response === null ? restoreStored(null) : settled(manager.signinCallback(response)))
      // Messages of other tabs that arrived meanwhile.
      void tabSync.sync()
    },
    async signIn(options = {}) {
      await manager.signIn({ returnTo: '/', ...options })
    },
    async refresh() {
      const renewed = await manager.renew()
      return renewed.ok ? ok(undefined) : renewed
    },
    async signOut() {
      await manager.signOut()
    },
    async tryAgain() {
      const { state } = store
      const url = callback.takeRepeatable()
      if (url !== null) await settled(manager.signinCallback(url))
      else await manager.signIn({ returnTo: state.status === 'failed' ? state.returnTo : '/' })
    },
    cancel: () => callback.cancel(),
    async dismiss() {
      if (store.state.status === 'failed') await restoreStored(null)
    },
    arrived: () => store.update({ arrival: null }),
    ...draftsOf(store),
  }
}

function assemble(config: SessionConfig, platform: Platform, early: EarlySignIn | null) {
  const store = new SessionStore(config, platform)
  const channel = openTabChannel(platform, () => store.shareableUser)
  const tabSync = new TabSync({ config, platform, store, channel })
  const redirectLimit = new RedirectLimit(platform.storage.tab, platform.clock)
  const settings = userManagerSettings(config, platform, platform.storage[config.storage])
  const jwks = createJwks(platform, config.issuer, early?.keySetRequest ?? null)
  const client = new CognitoClient(settings, { config, platform, jwks, early })
  const refresh = new Refresh({ config, platform, store, channel, client })
  const accessToken = new AccessToken({ platform, store, tabSync, refresh })
  const restoreStored = (arrival: string | null) => restore({ config, platform, store, channel, refresh }, arrival)
  const callback = new Callback({ config, platform, store, redirectLimit, restore: restoreStored })
  const isLeaving = () => early?.isLeaving() ?? false
  const actions = { refresh, accessToken, callback, redirectLimit, isLeaving }
  const manager = new CognitoUserManager(settings, { config, platform, store, client, ...actions })
  void new RefreshScheduler({
    platform,
    store,
    refresh,
    renew: () => manager.renew(),
    onFailure: (problem) => void manager.events._raiseSilentRenewError(new AuthError(problem)),
  })
  return { store, manager, callback, accessToken, tabSync, restoreStored }
}

/** Waits for a callback to be processed. An expected failure is in the state by then. */
async function settled(processed: Promise<unknown>): Promise<void> {
  await processed.catch((error: unknown) => {
    if (!(error instanceof AuthError)) throw error
  })
}

function draftsOf(store: SessionStore): Pick<Session, 'readDraft' | 'writeDraft'> {
  return {
    readDraft: (name) => (store.user === null ? '' : store.drafts.read(store.user.profile.sub, name)),
    writeDraft: (name, text) => {
      if (store.user !== null) store.drafts.write(store.user.profile.sub, name, text)
    },
  }
}
