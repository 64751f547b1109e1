import type { UserManager } from 'oidc-client-ts'
import { freshAccessToken, renewNow, timeLeftMs } from './access.ts'
import { Current } from './current.ts'
import { Drafts } from './drafts.ts'
import { createFollower, hear, watchOthers } from './follow.ts'
import { Marker } from './marker.ts'
import type { Parts, SessionConfig } from './parts.ts'
import { AutomaticRedirects } from './redirects.ts'
import { createPoolKeys } from './pool-keys.ts'
import { createRenewal } from './renewal.ts'
import { restore } from './restore.ts'
import { ok, type Result } from './result.ts'
import { safeReturnTo } from './return-to.ts'
import { scheduleRenewal } from './schedule.ts'
import {
  beginAutomaticSignIn,
  beginSignIn,
  cancelCallback,
  retrySignIn,
  takeAddress,
  type FailedCallback,
} from './sign-in.ts'
import { signOut } from './sign-out.ts'
import type { SessionState } from './state.ts'
import { joinTabs } from './tabs.ts'
import { PendingSignIns } from './pending.ts'
import { StoredUser } from './stored-user.ts'
import type { World } from './world.ts'

interface SignInOptions {
  readonly provider?: string
  readonly returnTo?: string
  /** True if nobody clicked. After two of those within a minute the state becomes `signed-out` after `redirects`. */
  readonly isAutomatic?: boolean
}

/** The one object that the app talks to. None of its functions fails for a reason that we expect. */
export interface Session {
  readonly state: () => SessionState
  /** Calls back after every change, until the function that it gives back is called. */
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Takes the address the page was opened at, once, before anything else. If it is the redirect URI with an answer in
   * it, the address bar is cleaned before this returns and the answer is judged; else what is stored is restored.
   */
  readonly start: (url: URL) => Promise<void>
  /**
   * Leaves for the hosted UI, or straight for a provider (`Google`, as named in the pool). `returnTo` is a path of this
   * app with query and hash; one that is not safe becomes `/`. Without storage the state becomes `failed` with
   * `storage-blocked` and nobody leaves. Calls made while one is under way share it.
   */
  readonly signIn: (options?: SignInOptions) => Promise<void>
  /**
   * An access token with life in it, renewed if need be; resolves within 10 s. Gives `session-expired` if nobody is
   * signed in, and a passing problem if the one at hand has run out and cannot be renewed now.
   */
  readonly accessToken: () => Promise<Result<string>>
  /** Renews now. A passing failure leaves the session as it is; a final refusal ends it. */
  readonly refresh: () => Promise<Result<void>>
  /** Ends the session here first, then in the other tabs, then at Cognito. */
  readonly signOut: () => Promise<void>
  /** Answers the failed callback once more, or signs in again if its code can no longer work. */
  readonly tryAgain: () => Promise<void>
  /** Gives up a callback that takes too long; tokens that still come are revoked. */
  readonly cancel: () => void
  /** Puts a problem aside and goes back to what is stored. */
  readonly dismiss: () => Promise<void>
  /** Says that the person has come to where they wanted to go. */
  readonly arrived: () => void
  /** Milliseconds until the access token ends, by its own life from its receipt; 0 if nobody is signed in. */
  readonly timeLeftMs: () => number
  /** What the person has typed and not yet sent, `''` if nothing. Kept in this tab until they sign out. */
  readonly readDraft: (name: string) => string
  readonly writeDraft: (name: string, text: string) => void
  /** For react-oidc-context's provider, and fetched only then: oidc-client-ts comes with it. */
  readonly loadUserManager: () => Promise<UserManager>
}

/**
 * Makes the session of one page. It does nothing until `start`.
 *
 * Cannot protect what it holds from code that runs in the same page: see the README.
 *
 * @see https://datatracker.ietf.org/doc/html/rfc9700 and, for apps in a browser, RFC 10017
 */
export function createSession(config: SessionConfig, world: World): Session {
  const parts = assemble(config, world)
  const { current, follow } = parts
  watchOthers(parts)
  scheduleRenewal(parts)
  let failedCallback: FailedCallback | null = null
  return {
    state: () => current.state.get(),
    subscribe: (listener) => current.state.subscribe(listener),
    loadUserManager: once(() => createUserManager(parts)),
    timeLeftMs: () => timeLeftMs(parts),
    start: async (url) => {
      failedCallback = await takeAddress(parts, url)
      // What other tabs said meanwhile.
      void follow()
    },
    signIn: shared(({ returnTo, provider, isAutomatic = false } = {}) => {
      const beginning = { returnTo: safeReturnTo(returnTo, world.page.origin), provider }
      return isAutomatic ? beginAutomaticSignIn(parts, beginning) : beginSignIn(parts, beginning)
    }),
    accessToken: () => freshAccessToken(parts),
    refresh: async () => {
      const renewed = await renewNow(parts)
      return renewed.ok ? ok(undefined) : renewed
    },
    signOut: () => signOut(parts),
    tryAgain: async () => {
      failedCallback = await retrySignIn(parts, failedCallback)
    },
    cancel: () => cancelCallback(parts),
    dismiss: async () => {
      if (current.state.get().status === 'failed') await restore(parts, null)
    },
    arrived: () => current.amend({ arrival: null }),
    ...draftsOf(parts),
  }
}

function assemble(config: SessionConfig, world: World): Parts {
  const store = world.storage[config.storage]
  const pendingStore = world.storage.tab
  const current = new Current(world, config.sessionLifeMs)
  const marker = new Marker(config.clientId, world.storage.browser)
  const tell = () => (current.user !== null && marker.allows(current.user) ? current.user : null)
  const parts: Parts = {
    config,
    world,
    pending: new PendingSignIns(world, config, pendingStore),
    users: new StoredUser(config, store),
    current,
    marker,
    tabs: joinTabs(world, { tell, onNews: (news, from) => hear(parts, news, from) }),
    drafts: new Drafts(pendingStore),
    redirects: new AutomaticRedirects(pendingStore, world.clock),
    renewal: createRenewal(() => parts),
    keys: createPoolKeys(world, config),
    follow: createFollower(() => parts),
    canStore: store !== null && pendingStore !== null,
  }
  return parts
}

async function createUserManager(parts: Parts): Promise<UserManager> {
  const { config, world, current } = parts
  const { CognitoUserManager } = await import('./user-manager.ts')
  return new CognitoUserManager({
    config,
    user: () => current.user,
    subscribe: (listener) => void current.state.subscribe(listener),
    signIn: () => beginSignIn(parts, { returnTo: safeReturnTo(world.page.currentPath(), world.page.origin) }),
    signOut: () => signOut(parts),
    renew: async () => {
      const renewed = await renewNow(parts)
      return renewed.ok ? renewed.value : null
    },
  })
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => (made ??= make())
}

function draftsOf({ current, drafts }: Parts): Pick<Session, 'readDraft' | 'writeDraft'> {
  return {
    readDraft: (name) => (current.user === null ? '' : drafts.read(current.user.profile.sub, name)),
    writeDraft: (name, text) => {
      if (current.user !== null) drafts.write(current.user.profile.sub, name, text)
    },
  }
}

/** A second call while one is under way shares it. */
function shared<Args extends unknown[]>(work: (...args: Args) => Promise<void>): (...args: Args) => Promise<void> {
  let underWay: Promise<void> | null = null
  return (...args) => {
    underWay ??= work(...args).finally(() => {
      underWay = null
    })
    return underWay
  }
}
