import { toBase64url } from '../src/auth/encoding/base64url.ts'
import { parseJson } from '../src/auth/encoding/json.ts'
import { randomHex } from '../src/auth/encoding/random.ts'
import type { CognitoConfig } from '../src/auth/oidc/cognito-config.ts'
import {
  readSigninState,
  redirectRequest,
  storagePrefix,
  type PendingSignIn,
  type SignInContext,
} from '../src/auth/oidc/signin-state.ts'
import type { BootPlatform } from '../src/browser/platform.ts'

type Platform = Pick<BootPlatform, 'crypto' | 'clock' | 'language'>

/** The random values of one sign-in. */
interface Secrets {
  readonly nonce: string
  readonly state: string
  readonly code_verifier: string
  readonly code_challenge: string
}

/**
 * Starts sign-ins before oidc-client-ts is loaded, with the same request and the same stored `SigninState` as the
 * library. test/early/library-contract.test.ts compares both.
 */
export class AuthorizeRequests {
  readonly #config: CognitoConfig
  readonly #platform: Platform
  readonly #storage: Storage

  constructor(config: CognitoConfig, platform: Platform, storage: Storage) {
    this.#config = config
    this.#platform = platform
    this.#storage = storage
  }

  /**
   * Stores a pending sign-in and returns the URL of the authorize request. Throws what a full storage throws.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   * @see https://datatracker.ietf.org/doc/html/rfc7636#section-4 (PKCE, S256)
   */
  async begin(data: SignInContext): Promise<string> {
    const { issuer: authority, clientId: client_id, redirectUri: redirect_uri, scopes: scope, domain } = this.#config
    const { nonce, state, code_verifier, code_challenge } = await createSecrets(this.#platform)
    const created = Math.floor(this.#platform.clock.wallMs() / 1000)
    const request = { id: state, data, created, request_type: redirectRequest, code_verifier }
    const client = { authority, client_id, redirect_uri, scope, extraTokenParams: {}, nonce }
    this.#storage.setItem(storagePrefix + state, JSON.stringify({ ...request, ...client }))
    const pkce = { nonce, state, code_challenge, code_challenge_method: 'S256' }
    const page = { lang: this.#platform.language(), ...(data.provider ? { identity_provider: data.provider } : {}) }
    const parameters = { client_id, redirect_uri, response_type: 'code', scope, ...pkce, ...page }
    return `${domain}/oauth2/authorize?${new URLSearchParams(parameters).toString()}`
  }

  /** The pending sign-in of this state; null if this tab did not start it, or it is finished or unreadable. */
  read(state: string): PendingSignIn | null {
    return readSigninState(parseJson(this.#storage.getItem(storagePrefix + state) ?? ''), this.#config)
  }
}

async function createSecrets({ crypto }: Platform): Promise<Secrets> {
  const code_verifier = randomHex(48)
  const hash = await crypto.sha256(new TextEncoder().encode(code_verifier))
  const code_challenge = toBase64url(new Uint8Array(hash))
  return { nonce: randomHex(32), state: randomHex(16), code_verifier, code_challenge }
}
