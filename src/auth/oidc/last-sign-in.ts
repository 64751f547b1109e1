import type { Cryptography } from '../../browser/platform.ts'
import { trySetItem } from '../../browser/try-set-item.ts'
import { toBase64url } from '../encoding/base64url.ts'
import { parseJson, asRecord } from '../encoding/json.ts'

const storageKey = 'toyseven.last-sign-in'

/**
 * The last sign-in that this tab has finished: hashes of its state and its code. With Back, a user can come to the
 * hosted UI again and sign in there once more, maybe as another user. Cognito then answers the finished request with
 * another code, which the app cannot exchange: the code verifier is gone.
 */
export class LastSignIn {
  readonly #storage: Storage | null
  readonly #crypto: Pick<Cryptography, 'sha256'>

  constructor(storage: Storage | null, crypto: Pick<Cryptography, 'sha256'>) {
    this.#storage = storage
    this.#crypto = crypto
  }

  async remember(state: string, code: string): Promise<void> {
    const [stateHash, codeHash] = await Promise.all([this.#hash(state), this.#hash(code)])
    trySetItem(this.#storage, storageKey, JSON.stringify({ stateHash, codeHash }))
  }

  /** True for another code under the state of the last sign-in. False for the same callback once more. */
  async isFollowedBy(state: string, code: string): Promise<boolean> {
    const { stateHash, codeHash } = asRecord(parseJson(this.#storage?.getItem(storageKey) ?? ''))
    return stateHash === (await this.#hash(state)) && codeHash !== (await this.#hash(code))
  }

  forget(): void {
    this.#storage?.removeItem(storageKey)
  }

  async #hash(code: string): Promise<string> {
    return toBase64url(new Uint8Array(await this.#crypto.sha256(new TextEncoder().encode(code))))
  }
}
