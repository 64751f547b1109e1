import { SigninState, type SigninRedirectArgs, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { authorizeUrl, protocolSettings, type CognitoConfig } from './cognito.ts'
import { members } from './json.ts'
import { randomHex } from './random.ts'
import { readSessionUser, type SessionUser } from './session-user.ts'
import type { Page } from './world.ts'

/** What a pending sign-in remembers until its callback comes. */
export interface PendingSignIn {
  readonly state: string
  readonly codeVerifier: string
  readonly nonce: string
  readonly redirectUri: string
  readonly returnTo: unknown
  readonly provider: string | undefined
  /** True if this one was started because the one before ended in `link-retry`. */
  readonly isLinkRetry: boolean
}

export interface SignInRequest {
  readonly returnTo: string
  readonly provider: string | undefined
  readonly language: string
  readonly isLinkRetry: boolean
}

interface Stores {
  /** Holds the one record of the person who is signed in. */
  readonly session: Storage
  /** Holds sign-ins that have begun: a tab's own, so that no other tab can finish them. */
  readonly pending: Storage
}

const stateBytes = 16
const nonceBytes = 32
const sessionPrefix = 'toyseven.session.'

/**
 * oidc-client-ts's user manager as Cognito needs it: it makes the authorize URL with PKCE, state and nonce, keeps the
 * pending sign-ins and the signed-in user, and raises the events that react-oidc-context listens to.
 *
 * It sends nothing itself. The token requests are made in token-endpoint.ts, for the reasons in docs/decisions/0002.
 */
export class CognitoUserManager extends UserManager {
  readonly #config: CognitoConfig
  readonly #page: Page
  readonly #sessionStore: Storage
  readonly #renew: () => Promise<User | null>

  constructor(config: CognitoConfig, stores: Stores, page: Page, renew: () => Promise<User | null>) {
    super({
      ...protocolSettings(config),
      // Two prefixes: the library throws away whatever it cannot read under the prefix of pending sign-ins.
      stateStore: new WebStorageStateStore({ prefix: 'toyseven.pending.', store: stores.pending }),
      userStore: new WebStorageStateStore({ prefix: sessionPrefix, store: stores.session }),
    })
    this.#sessionStore = stores.session
    this.#config = config
    this.#page = page
    this.#renew = renew
  }

  /**
   * Remembers a pending sign-in and gives the address of the hosted UI that begins it, or the provider's own where one
   * is named. Throws what the storage throws when it is full.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   */
  async beginSignIn({ returnTo, provider, language, isLinkRetry }: SignInRequest): Promise<string> {
    const { authority, client_id, redirect_uri, scope, stateStore } = this.settings
    // Always, since Cognito puts one of its own into the ID token of a federated sign-in that sent none.
    const nonce = randomHex(nonceBytes)
    const pending = await SigninState.create({
      // The library's own states have 122 random bits; RFC 9700 wants no fewer than 128.
      id: randomHex(stateBytes),
      nonce,
      code_verifier: true,
      data: { returnTo, provider, isLinkRetry },
      authority,
      client_id,
      redirect_uri,
      scope,
    })
    const { id: state, code_challenge: codeChallenge } = pending
    if (codeChallenge === undefined) throw new Error('oidc-client-ts made no PKCE challenge.')
    await this._client.clearStaleState()
    await stateStore.set(state, pending.toStorageString())
    return authorizeUrl(this.#config, { state, nonce, codeChallenge, provider, language })
  }

  /** The pending sign-in that has this state, or null: not begun in this tab, already used, or unreadable. */
  async readPending(state: string): Promise<PendingSignIn | null> {
    try {
      const callbackUrl = `${this.settings.redirect_uri}?${new URLSearchParams({ state }).toString()}`
      const { state: stored } = await this._client.readSigninResponseState(callbackUrl)
      return this.#isOurs(stored) ? asPending(stored) : null
    } catch {
      return null
    }
  }

  async forgetPending(state: string): Promise<void> {
    await this.settings.stateStore.remove(state)
  }

  async hasPending(): Promise<boolean> {
    return (await this.settings.stateStore.getAllKeys()).length > 0
  }

  /** Stores the user and tells whoever listens. Where the storage has no room left, the page alone remembers. */
  async keep(user: SessionUser): Promise<void> {
    try {
      await this.storeUser(user)
    } catch (error) {
      // A DOMException is the storage's own refusal; anything else is a bug.
      if (!(error instanceof DOMException)) throw error
    }
    await this.events.load(user)
  }

  /** What is stored, whoever's it is. */
  load(): Promise<SessionUser | null> {
    return this._loadUser()
  }

  /**
   * Removes the record of this session, at once, and tells whoever listens. Another session's record stays, and so does
   * a newer one of the same, which another tab has put there.
   */
  async drop({ session }: SessionUser): Promise<void> {
    const stored = readSessionUser(this.#sessionStore.getItem(this.#sessionKey))
    const isOurs = stored?.session.id === session.id && stored.session.generation <= session.generation
    if (stored === null || isOurs) this.#sessionStore.removeItem(this.#sessionKey)
    await this.events.unload()
  }

  /** Every way to sign in carries a nonce, also `useAuth().signinRedirect()`. */
  override async signinRedirect(_args?: SigninRedirectArgs): Promise<void> {
    const returnTo = this.#page.currentPath()
    const request = { returnTo, provider: undefined, language: 'en', isLinkRetry: false }
    this.#page.leaveFor(await this.beginSignIn(request))
  }

  /** Every way to renew goes through the session, also `useAuth().signinSilent()`. */
  override signinSilent(): Promise<User | null> {
    return this.#renew()
  }

  /** A record that cannot be read is the same as none, and is removed. */
  protected override async _loadUser(): Promise<SessionUser | null> {
    const stored = await this.settings.userStore.get(this._userStoreKey)
    if (stored === null) return null
    const user = readSessionUser(stored)
    if (user === null) await this.storeUser(null)
    return user
  }

  get #sessionKey(): string {
    return sessionPrefix + this._userStoreKey
  }

  #isOurs(stored: SigninState): boolean {
    return stored.authority === this.settings.authority && stored.client_id === this.settings.client_id
  }
}

function asPending(stored: SigninState): PendingSignIn | null {
  const { code_verifier: codeVerifier, nonce, data } = stored
  if (!codeVerifier || !nonce) return null
  const { returnTo, provider, isLinkRetry } = members(data)
  return {
    state: stored.id,
    codeVerifier,
    nonce,
    redirectUri: stored.redirect_uri,
    returnTo,
    provider: typeof provider === 'string' ? provider : undefined,
    isLinkRetry: isLinkRetry === true,
  }
}
