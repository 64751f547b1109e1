import type { Clock } from '../../browser/platform.ts'
import { trySetItem } from '../../browser/try-set-item.ts'
import { asRecord, parseJson } from '../encoding/json.ts'
import { readKeySet, type RsaKey } from './signature.ts'

const maxAgeMs = 24 * 3600_000

/**
 * Keeps the pool's public keys in the storage that all tabs share, for a day, so that a sign-in does not wait for them.
 * Code that can write there could plant a key; it could as well read the tokens.
 */
export class KeyStorage {
  readonly #key: string
  readonly #storage: Storage | null
  readonly #clock: Clock

  constructor(issuer: string, storage: Storage | null, clock: Clock) {
    this.#key = keyStorageKey(issuer)
    this.#storage = storage
    this.#clock = clock
  }

  /** Empty if there are none, or they are older than a day. */
  load(): readonly RsaKey[] {
    const { keys, fetchedAtMs } = asRecord(parseJson(this.#storage?.getItem(this.#key) ?? ''))
    const ageMs = typeof fetchedAtMs === 'number' ? this.#clock.wallMs() - fetchedAtMs : -1
    return ageMs >= 0 && ageMs < maxAgeMs ? (readKeySet({ keys }) ?? []) : []
  }

  /** Call this once the keys have verified a token, or where no token waits for them. */
  save(keys: readonly RsaKey[]): void {
    const keySet = keys.map((key) => ({ kty: 'RSA', ...key }))
    trySetItem(this.#storage, this.#key, JSON.stringify({ keys: keySet, fetchedAtMs: this.#clock.wallMs() }))
  }

  clear(): void {
    this.#storage?.removeItem(this.#key)
  }
}

/** The key in the storage, also used by the script inside the HTML. */
export function keyStorageKey(issuer: string): string {
  return `toyseven.keys.${issuer}`
}
