import { User, UserManager, WebStorageStateStore, type UserManagerSettings } from 'oidc-client-ts'
import type { CognitoConfig } from './cognito.ts'
import type { SessionUser } from './session-user.ts'

interface Behind {
  readonly config: CognitoConfig
  /** Who is signed in on this page; null for nobody. */
  readonly user: () => SessionUser | null
  /** Calls back after every change, of the user or of anything else. */
  readonly subscribe: (listener: () => void) => void
  readonly signIn: () => Promise<void>
  readonly signOut: () => Promise<void>
  readonly renew: () => Promise<SessionUser | null>
}

/**
 * oidc-client-ts's user manager, for code that knows it or react-oidc-context: it shows whom the session shows, raises
 * its events, and hands whatever it is asked to do to the session. It stores and sends nothing itself.
 */
export class CognitoUserManager extends UserManager {
  readonly #behind: Behind

  constructor(behind: Behind) {
    super(settingsFor(behind.config))
    this.#behind = behind
    let shown = behind.user()
    behind.subscribe(() => {
      const user = behind.user()
      if (user === shown) return
      shown = user
      void (user === null ? this.events.unload() : this.events.load(new User(user)))
    })
  }

  override signinRedirect(): Promise<void> {
    return this.#behind.signIn()
  }

  override signoutRedirect(): Promise<void> {
    return this.#behind.signOut()
  }

  override async signinSilent(): Promise<User | null> {
    const user = await this.#behind.renew()
    return user === null ? null : new User(user)
  }

  protected override async _loadUser(): Promise<User | null> {
    const user = this.#behind.user()
    return user === null ? null : new User(user)
  }
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html */
function settingsFor({ issuer, domain, clientId, redirectUri, scopes }: CognitoConfig): UserManagerSettings {
  const nowhere = new WebStorageStateStore({ store: noStorage })
  return {
    authority: issuer,
    metadata: {
      issuer,
      authorization_endpoint: `${domain}/oauth2/authorize`,
      token_endpoint: `${domain}/oauth2/token`,
      revocation_endpoint: `${domain}/oauth2/revoke`,
      userinfo_endpoint: `${domain}/oauth2/userInfo`,
      end_session_endpoint: `${domain}/logout`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
    },
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: scopes,
    stateStore: nowhere,
    userStore: nowhere,
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
  }
}

/** A storage that keeps nothing: the session keeps what there is to keep. */
const noStorage: Storage = {
  length: 0,
  clear: () => {},
  getItem: () => null,
  key: () => null,
  removeItem: () => {},
  setItem: () => {},
}
