import { toBase64url } from '../auth/encoding/base64url.ts'
import { asRecord, parseJson } from '../auth/encoding/json.ts'
import { randomHex } from '../auth/encoding/random.ts'
import { isState } from '../auth/oidc/authorization-response.ts'
import type { CognitoConfig } from '../auth/oidc/cognito-config.ts'
import {
  readSigninState,
  redirectRequest,
  storagePrefix,
  type PendingSignIn,
  type SignInContext,
} from '../auth/oidc/signin-state.ts'
import type { BootPlatform } from '../browser/platform.ts'

/** The random values of one sign-in, and the hash of its verifier (RFC 7636). */
interface SignInSecrets {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly codeChallenge: string
}

const stateBytes = 16
const nonceBytes = 32
const verifierBytes = 48
/** As oidc-client-ts. */
const staleAfterSeconds = 15 * 60

/**
 * Starts sign-ins before oidc-client-ts is loaded, with the same request and the same stored `SigninState` as the
 * library. test/early/library-contract.test.ts compares both.
 */
export class AuthorizeRequests {
  readonly #platform: Pick<BootPlatform, 'crypto' | 'clock' | 'language'>
  readonly #config: CognitoConfig
  readonly #storage: Storage
  #prepared: SignInSecrets | null = null

  constructor(config: CognitoConfig, platform: Pick<BootPlatform, 'crypto' | 'clock' | 'language'>, storage: Storage) {
    this.#config = config
    this.#platform = platform
    this.#storage = storage
  }

  /** Creates the secrets of the next sign-in ahead of time, so that a click does not wait for a hash. */
  async prepare(): Promise<void> {
    this.#prepared = await this.#createSecrets()
  }

  /**
   * Stores a pending sign-in and returns the URL of the authorize request. Throws what a full storage throws.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   * @see https://datatracker.ietf.org/doc/html/rfc7636#section-4 (PKCE, S256)
   */
  async begin(context: SignInContext): Promise<string> {
    const prepared = this.#prepared
    this.#prepared = null
    const secrets = prepared ?? (await this.#createSecrets())
    this.#removeStale()
    this.#storage.setItem(storagePrefix + secrets.state, JSON.stringify(this.#signinState(secrets, context)))
    return this.#url(secrets, context.provider)
  }

  /** The pending sign-in of this state; null if this tab did not start it, or it is finished or unreadable. */
  read(state: string): PendingSignIn | null {
    return readSigninState(this.#record(storagePrefix + state), this.#config)
  }

  async #createSecrets(): Promise<SignInSecrets> {
    const codeVerifier = randomHex(verifierBytes)
    const hash = await this.#platform.crypto.sha256(new TextEncoder().encode(codeVerifier))
    return {
      state: randomHex(stateBytes),
      nonce: randomHex(nonceBytes),
      codeVerifier,
      codeChallenge: toBase64url(new Uint8Array(hash)),
    }
  }

  #signinState({ state, nonce, codeVerifier }: SignInSecrets, data: SignInContext) {
    const { issuer, clientId, redirectUri, scopes } = this.#config
    return {
      id: state,
      data,
      created: this.#nowSeconds(),
      request_type: redirectRequest,
      code_verifier: codeVerifier,
      authority: issuer,
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: scopes,
      extraTokenParams: {},
      nonce,
    }
  }

  #url({ state, nonce, codeChallenge }: SignInSecrets, provider: string | undefined): string {
    const { domain, clientId, redirectUri, scopes } = this.#config
    const parameters = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: scopes,
      nonce,
      state,
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      lang: this.#platform.language(),
      ...(provider === undefined ? {} : { identity_provider: provider }),
    })
    return `${domain}/oauth2/authorize?${parameters.toString()}`
  }

  #removeStale(): void {
    for (const key of this.#keys()) {
      const { created } = this.#record(key)
      const isFresh = typeof created === 'number' && this.#nowSeconds() - created <= staleAfterSeconds
      if (!isFresh) this.#storage.removeItem(key)
    }
  }

  #record(key: string): Record<string, unknown> {
    return asRecord(parseJson(this.#storage.getItem(key) ?? ''))
  }

  #keys(): string[] {
    const storage = this.#storage
    const keys = Array.from({ length: storage.length }, (_none, index) => storage.key(index) ?? '')
    return keys.filter((key) => key.startsWith(storagePrefix) && isState(key.slice(storagePrefix.length)))
  }

  #nowSeconds(): number {
    return Math.floor(this.#platform.clock.wallMs() / 1000)
  }
}
