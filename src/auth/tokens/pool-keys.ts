import type { SentRequest } from '../http/http.ts'
import { failed, type Result } from '../result.ts'
import { decodePayload } from './id-token.ts'
import { Jwks, type JwksPlatform } from './jwks.ts'
import type { PoolIssuer } from './pool-issuer.ts'

/**
 * The public keys of a user pool: a key set for each form of its issuer. A token is verified only with the keys of the
 * form that its `iss` names.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata (`jwks_uri` belongs to one issuer)
 */
export class PoolKeys {
  readonly #original: Jwks
  readonly #updated: Jwks | null
  readonly #issuers: PoolIssuer

  /** @param sent the first request for the keys of `issuer`, if it was sent before */
  constructor(platform: JwksPlatform, issuers: PoolIssuer, sent: SentRequest | null) {
    const { issuer, updatedIssuer } = issuers
    this.#issuers = issuers
    this.#original = new Jwks(platform, issuer, sent)
    this.#updated = updatedIssuer === null ? null : new Jwks(platform, updatedIssuer, null)
  }

  /** Requests the keys if there are none yet, so that they arrive beside the tokens. */
  prefetch(): void {
    this.#likely.prefetch()
  }

  /** Requests the keys if there are none yet, and stores them for the next sign-in. */
  prefetchAndStore(): Promise<void> {
    return this.#likely.prefetchAndStore()
  }

  /** Removes the stored keys, so that nothing of a session is left after a sign-out. */
  clearStored(): void {
    this.#original.clearStored()
    this.#updated?.clearStored()
  }

  /**
   * Verifies the signature of an ID token: see Jwks.verify.
   *
   * @returns any problem of Jwks.verify; `token-invalid` if `iss` is another pool's
   */
  verify(idToken: string): Promise<Result<null>> {
    return this.#keysFor(idToken)?.verify(idToken) ?? otherIssuer()
  }

  /** Verifies with the keys at hand: see Jwks.verifyCached. */
  verifyCached(idToken: string): Promise<Result<null> | null> {
    return this.#keysFor(idToken)?.verifyCached(idToken) ?? otherIssuer()
  }

  /** The keys of the updated form are fetched only after a token has named it, so the next token will, too. */
  get #likely(): Jwks {
    return this.#updated !== null && this.#updated.hasKeys ? this.#updated : this.#original
  }

  #keysFor(idToken: string): Jwks | null {
    const iss = decodePayload(idToken)?.['iss']
    if (iss === this.#issuers.issuer) return this.#original
    return iss === this.#issuers.updatedIssuer ? this.#updated : null
  }
}

async function otherIssuer(): Promise<Result<never>> {
  return failed({ kind: 'token-invalid', claim: 'iss', expected: 'an issuer of the pool', found: 'another' })
}
