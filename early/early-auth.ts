import { formRequest, jsonRequest, type SentRequest } from '../src/auth/http/http.ts'
import { isCallbackOnly, isFromIssuer, takeCallback, type Callback } from '../src/auth/oidc/authorization-response.ts'
import type { EarlySignIn } from '../src/auth/oidc/early-sign-in.ts'
import { otherHome } from '../src/auth/oidc/other-home.ts'
import { RepeatedClick } from '../src/auth/store/repeated-click.ts'
import { RedirectLimit } from '../src/auth/store/redirect-limit.ts'
import type { SessionConfig } from '../src/auth/store/session-config.ts'
import { SessionMarker } from '../src/auth/store/session-marker.ts'
import { isAlive } from '../src/auth/store/token-life.ts'
import { readUserProfile, type UserProfile } from '../src/auth/store/user-profile.ts'
import { UserRecordStorage } from '../src/auth/store/user-record-storage.ts'
import { jwksUrl } from '../src/auth/tokens/jwks.ts'
import { keyStorageKey } from '../src/auth/tokens/key-storage.ts'
import { tokenRequest } from '../src/auth/tokens/token-request.ts'
import type { BootPlatform } from '../src/browser/platform.ts'
import { AuthorizeRequests } from './authorize-request.ts'

/** Why the page was opened. */
interface Visit {
  readonly url: URL
  /** True if the page needs a signed-in user. */
  readonly requiresAuth: boolean
  /** True for the public page that is already in the HTML. */
  readonly isLanding: boolean
  /** True after Back or Forward, where no redirect starts by itself. A page that was leaving may come back. */
  readonly wasBackForward: () => boolean
}

/** What was started before the app was loaded, and what may be drawn. */
export interface EarlyAuth extends EarlySignIn {
  /** True if no user can be signed in, so that the landing page may be shown as it is in the HTML. */
  readonly showsLanding: boolean
  /**
   * The user that may be shown now, by the rules that the session restores by; null where the session would refresh or
   * ask other tabs first, and at a callback. Read again with each call, since another tab may sign out.
   */
  readonly user: () => UserProfile | null
  /**
   * Starts a sign-in after a click; a second click on the same button within 5 s does nothing. Calls `onFailure` if the
   * page cannot leave; the app then shows why.
   */
  readonly signIn: (returnTo: string, provider: string | undefined, onFailure: () => void) => void
  /** Call this when the page comes back: the next click starts a sign-in. */
  readonly comeBack: () => void
}

/**
 * Starts what must not wait for the app: it cleans the address of a callback, sends the code to the token endpoint and
 * requests the pool's keys, or leaves for the hosted UI if a page needs a user and none is signed in. It checks no
 * token: the session does that with the responses. It draws nothing, but says what may be drawn.
 */
export function startEarlyAuth(config: SessionConfig, platform: BootPlatform, visit: Visit): EarlyAuth {
  const { url } = visit
  const callback = takeCallback(url, config.redirectUri, platform.page)
  const isPage = callback === null && !isCallbackOnly(url, config.redirectUri, platform.page.home)
  const records = new UserRecordStorage(config, platform.storage[config.storage])
  const marker = new SessionMarker(config.clientId, platform.storage.browser)
  const isSignedOut = marker.read().kind === 'none' && records.isEmpty
  const signInHome = otherHome(config.redirectUri, platform.page.home)
  const requests = signInHome === null ? authorizeRequests(config, platform) : null
  const limit = new RedirectLimit(platform.storage.tab, platform.clock)
  const repeatedClick = new RepeatedClick(platform.clock)
  let isLeaving = false
  const signIn: EarlyAuth['signIn'] = (returnTo, provider, onFailure) => {
    if (signInHome !== null) return platform.page.leaveFor(signInHome + returnTo)
    if (requests === null) return onFailure()
    if (repeatedClick.isRepeated(provider ?? '')) return
    const context = { returnTo, isLinkRetry: false, ...(provider === undefined ? {} : { provider }) }
    // A full storage refuses the pending sign-in.
    requests.begin(context).then(platform.page.leaveFor, () => (repeatedClick.reset(), onFailure()))
  }
  if (isPage && visit.requiresAuth && isSignedOut && !visit.wasBackForward() && limit.allowOne()) {
    isLeaving = true
    signIn(platform.page.currentPath(), undefined, () => (isLeaving = false))
  }
  return {
    callback,
    ...startExchange(config, platform, callback, requests),
    isLeaving: () => isLeaving && !visit.wasBackForward(),
    showsLanding: visit.isLanding && callback === null && isSignedOut,
    // Where idle users are signed out, the app looks first when this one was last active.
    user: () => (isPage && config.idleSignOutMs === null ? storedUser(records, marker, platform) : null),
    signIn,
    comeBack: () => repeatedClick.reset(),
  }
}

/** Null without storage: the response could never be matched. */
function authorizeRequests(config: SessionConfig, platform: BootPlatform): AuthorizeRequests | null {
  const { tab } = platform.storage
  const canStore = tab !== null && platform.storage[config.storage] !== null
  return canStore ? new AuthorizeRequests(config, platform, tab) : null
}

/** Sends nothing for a callback that this tab did not start. */
function startExchange(
  config: SessionConfig,
  platform: BootPlatform,
  callback: Callback | null,
  requests: AuthorizeRequests | null,
): Pick<EarlySignIn, 'exchange' | 'keySetRequest'> {
  const nothing = { exchange: null, keySetRequest: null }
  const response = callback?.response
  if (response?.kind !== 'code' || !isFromIssuer(response, config)) return nothing
  const pending = requests?.read(response.state) ?? null
  if (pending === null) return nothing
  const { redirectUri, codeVerifier, state } = pending
  const grant = { grant: 'authorization_code', code: response.code, redirectUri, codeVerifier } as const
  const { url, form } = tokenRequest(config, grant)
  const hasKeys = [config.issuer, config.updatedIssuer].some(
    (issuer) => issuer !== null && (platform.storage.browser?.getItem(keyStorageKey(issuer)) ?? null) !== null,
  )
  return {
    exchange: { state, tokenRequest: send(platform, url, formRequest(form)) },
    keySetRequest: hasKeys ? null : send(platform, jwksUrl(config.issuer), jsonRequest()),
  }
}

function send({ fetch }: BootPlatform, url: string, init: RequestInit): SentRequest {
  const abort = new AbortController()
  const response = fetch(url, { ...init, signal: abort.signal })
  // The session handles the failure when it reads the response; without a session there is nothing to handle.
  response.catch(() => {})
  return (signal) => {
    signal.addEventListener('abort', () => abort.abort())
    return response
  }
}

function storedUser(records: UserRecordStorage, marker: SessionMarker, { clock }: BootPlatform): UserProfile | null {
  const user = marker.newestAllowed([records.load()])
  return user !== null && isAlive(user, clock) ? readUserProfile(user.profile) : null
}
