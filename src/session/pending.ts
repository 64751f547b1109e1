import { toBase64url } from './base64url.ts'
import { authorizeUrl, type CognitoConfig } from './cognito.ts'
import { members, parseJson } from './json.ts'
import { randomBytes, randomHex } from './random.ts'
import type { World } from './world.ts'

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

/** What is drawn at random for one sign-in, and the hash that is told of the verifier before (RFC 7636). */
interface RandomParts {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly codeChallenge: string
}

export interface SignInRequest {
  readonly returnTo: string
  readonly provider: string | undefined
  readonly language: string
  readonly isLinkRetry: boolean
}

const stateBytes = 16
const nonceBytes = 32
const verifierBytes = 32
const prefix = 'toyseven.pending.'
/** Longer than anybody takes at the hosted UI. */
const staleAfterMs = 15 * 60_000

/** The sign-ins that have begun in this tab, in the tab's own storage, so that no other tab can finish them. */
export class PendingSignIns {
  readonly #world: Pick<World, 'crypto' | 'clock'>
  readonly #config: CognitoConfig
  readonly #storage: Storage | null
  #prepared: RandomParts | null = null

  /** @param storage null where the browser refuses it; then nothing can begin */
  constructor(world: Pick<World, 'crypto' | 'clock'>, config: CognitoConfig, storage: Storage | null) {
    this.#world = world
    this.#config = config
    this.#storage = storage
  }

  /** Draws for the next sign-in ahead of time, so that whoever begins waits for no hash. It is used once. */
  async prepare(): Promise<void> {
    this.#prepared = await this.#draw()
  }

  /**
   * Remembers a pending sign-in and gives the address of the hosted UI that begins it, or the provider's own where one
   * is named. Throws what the storage throws when it is full.
   *
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
   * @see https://datatracker.ietf.org/doc/html/rfc7636#section-4 (PKCE, S256)
   */
  async begin({ returnTo, provider, language, isLinkRetry }: SignInRequest): Promise<string> {
    const { clock } = this.#world
    const { issuer, clientId, redirectUri } = this.#config
    const { state, nonce, codeVerifier, codeChallenge } = this.#takePrepared() ?? (await this.#draw())
    this.#forgetStale()
    const record = { issuer, clientId, redirectUri, nonce, codeVerifier, returnTo, provider, isLinkRetry }
    this.#storage?.setItem(prefix + state, JSON.stringify({ ...record, begunAtMs: clock.wallMs() }))
    return authorizeUrl(this.#config, { state, nonce, codeChallenge, provider, language })
  }

  #takePrepared(): RandomParts | null {
    const prepared = this.#prepared
    this.#prepared = null
    return prepared
  }

  async #draw(): Promise<RandomParts> {
    const state = randomHex(stateBytes)
    // Always, since Cognito puts one of its own into the ID token of a federated sign-in that sent none.
    const nonce = randomHex(nonceBytes)
    const codeVerifier = toBase64url(randomBytes(verifierBytes))
    const hash = await this.#world.crypto.sha256(new TextEncoder().encode(codeVerifier))
    return { state, nonce, codeVerifier, codeChallenge: toBase64url(new Uint8Array(hash)) }
  }

  /** The pending sign-in that has this state, or null: not begun in this tab, already used, or unreadable. */
  read(state: string): PendingSignIn | null {
    const record = this.#record(prefix + state)
    const { issuer, clientId, redirectUri, nonce, codeVerifier, returnTo, provider, isLinkRetry } = record
    const isOurs = issuer === this.#config.issuer && clientId === this.#config.clientId
    if (!isOurs || !isText(nonce) || !isText(codeVerifier) || !isText(redirectUri)) return null
    return {
      state,
      codeVerifier,
      nonce,
      redirectUri,
      returnTo,
      provider: isText(provider) ? provider : undefined,
      isLinkRetry: isLinkRetry === true,
    }
  }

  forget(state: string): void {
    this.#storage?.removeItem(prefix + state)
  }

  hasAny(): boolean {
    return this.#keys().length > 0
  }

  /** Those that nobody will finish, and whatever cannot be read. A clock that was set back makes none of them stale. */
  #forgetStale(): void {
    const nowMs = this.#world.clock.wallMs()
    for (const key of this.#keys()) {
      const { begunAtMs } = this.#record(key)
      if (typeof begunAtMs !== 'number' || nowMs - begunAtMs > staleAfterMs) this.#storage?.removeItem(key)
    }
  }

  #record(key: string): Record<string, unknown> {
    return members(parseJson(this.#storage?.getItem(key) ?? ''))
  }

  #keys(): string[] {
    const storage = this.#storage
    const keys = Array.from({ length: storage?.length ?? 0 }, (_none, index) => storage?.key(index) ?? '')
    return keys.filter((key) => key.startsWith(prefix))
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
