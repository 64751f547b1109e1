import type { Platform } from '../../browser/platform.ts'
import { getJson, type HttpResponse, type SentRequest } from '../http/http.ts'
import type { Problem } from '../problem.ts'
import { failed, ok, type Result } from '../result.ts'
import { singleFlight } from '../single-flight.ts'
import { KeyStorage } from './key-storage.ts'
import { isSignedBy, keyFinder, readKeySet, type FindKey, type RsaKey } from './signature.ts'

export type JwksPlatform = Pick<Platform, 'fetch' | 'clock' | 'crypto' | 'storage'>

const timeoutMs = 10_000

/** The key set of one issuer. Requests nothing before the keys are needed. */
export class Jwks {
  readonly #platform: JwksPlatform
  readonly #url: string
  readonly #storage: KeyStorage
  #keys: readonly RsaKey[]
  #isFromStorage = true
  #isFetching = false
  #sent: SentRequest | null

  /** @param sent the first request, if it was sent before */
  constructor(platform: JwksPlatform, issuer: string, sent: SentRequest | null) {
    this.#platform = platform
    this.#url = jwksUrl(issuer)
    this.#sent = sent
    this.#storage = new KeyStorage(issuer, platform.storage.browser, platform.clock)
    this.#keys = this.#storage.load()
  }

  /** True if there are keys, stored ones included. */
  get hasKeys(): boolean {
    return this.#keys.length > 0
  }

  /** Requests the keys if there are none yet, so that they arrive beside the tokens. */
  prefetch(): void {
    if (this.#keys.length === 0) void this.#fetchKeys()
  }

  /** Requests the keys if there are none yet, and stores them for the next sign-in. */
  async prefetchAndStore(): Promise<void> {
    if (this.#keys.length > 0) return
    const fetched = await this.#fetchKeys()
    if (fetched.ok) this.#storage.save(this.#keys)
  }

  /** Removes the stored keys, so that nothing of a session is left after a sign-out. */
  clearStored(): void {
    this.#storage.clear()
  }

  /**
   * Verifies the signature of an ID token. If the key is not at hand, or a stored one does not fit, the keys are
   * requested once more, since keys rotate.
   *
   * @returns `token-invalid`; or `network`, `timeout`, `throttled`, `server-error`, `unreadable` if the keys cannot be
   * fetched: the token may be good, and the same call may succeed later
   * @see https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
   * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
   */
  async verify(idToken: string): Promise<Result<null>> {
    const find = keyFinder(idToken)
    if (find === null) return wrongAlgorithm
    const key = await this.#findKey(find)
    if (!key.ok) return key
    const isValid = await isSignedBy(this.#platform, key.value, idToken)
    if (!this.#isFromStorage) {
      if (isValid) this.#storage.save(this.#keys)
      return isValid ? ok(null) : wrongSignature
    }
    if (isValid) return ok(null)
    const fetched = await this.#fetchKeys()
    return fetched.ok ? this.verify(idToken) : fetched
  }

  /** Verifies with the keys at hand, without waiting for a request; null if the right key is not among them. */
  async verifyCached(idToken: string): Promise<Result<null> | null> {
    const find = keyFinder(idToken)
    if (find === null) return wrongAlgorithm
    const key = find(this.#keys)
    if (key !== undefined) return (await isSignedBy(this.#platform, key, idToken)) ? ok(null) : wrongSignature
    void this.#fetchKeys()
    return null
  }

  /** Looks at the keys at hand, then at those being fetched, then fetches them again. */
  async #findKey(find: FindKey): Promise<Result<RsaKey>> {
    for (const mayFetch of [this.#isFetching, true]) {
      const key = find(this.#keys)
      if (key !== undefined) return ok(key)
      const fetched = mayFetch ? await this.#fetchKeys() : ok(null)
      if (!fetched.ok) return fetched
    }
    const key = find(this.#keys)
    return key === undefined ? invalid('a key of the pool', 'another') : ok(key)
  }

  readonly #fetchKeys = singleFlight(async (): Promise<Result<null>> => {
    this.#isFetching = true
    const response = await getJson(this.#platform, this.#url, { timeoutMs, sent: this.#sent })
    this.#sent = null
    this.#isFetching = false
    const keys = response.kind === 'response' && response.status === 200 ? readKeySet(response.body) : null
    if (keys === null) return failed(classifyKeyError(response))
    this.#keys = keys
    this.#isFromStorage = false
    return ok(null)
  })
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
export function jwksUrl(issuer: string): string {
  return `${issuer}/.well-known/jwks.json`
}

function classifyKeyError(response: HttpResponse): Problem {
  if (response.kind !== 'response') return { kind: response.kind }
  if (response.status === 429) return { kind: 'throttled' }
  return { kind: response.status >= 500 ? 'server-error' : 'unreadable' }
}

function invalid(expected: string, found: string): Result<never> {
  return failed({ kind: 'token-invalid', claim: 'signature', expected, found })
}

const wrongAlgorithm = invalid('RS256', 'something else')
const wrongSignature = invalid('that of the pool', 'another')
