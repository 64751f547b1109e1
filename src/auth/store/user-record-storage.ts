import { trySetItem } from '../../browser/try-set-item.ts'
import { storagePrefix } from '../oidc/signin-state.ts'
import { readUserRecord, type UserRecord } from './user-record.ts'

interface AppClient {
  readonly issuer: string
  readonly clientId: string
}

/**
 * Stores the user's record under oidc-client-ts's key. The library's own store writes behind a promise; this one writes
 * at once, so that no other change can come between reading a record and removing it.
 */
export class UserRecordStorage {
  readonly #key: string
  readonly #storage: Storage | null

  /** @param storage null where the browser refuses it; then nothing is stored */
  constructor({ issuer, clientId }: AppClient, storage: Storage | null) {
    this.#key = `${storagePrefix}user:${issuer}:${clientId}`
    this.#storage = storage
  }

  /** True if there is a record, readable or not. */
  get isEmpty(): boolean {
    return (this.#storage?.getItem(this.#key) ?? null) === null
  }

  /** The stored record, of any session. A record that cannot be read counts as none, and is removed. */
  load(): UserRecord | null {
    const text = this.#storage?.getItem(this.#key) ?? null
    if (text === null) return null
    const user = readUserRecord(text)
    if (user === null) this.#storage?.removeItem(this.#key)
    return user
  }

  /** If the storage is full, only the page remembers the user. */
  save(user: UserRecord): void {
    trySetItem(this.#storage, this.#key, JSON.stringify(user))
  }

  /** Removes this session's record, but neither another session's nor a newer one that another tab has stored. */
  remove({ session }: UserRecord): void {
    const stored = readUserRecord(this.#storage?.getItem(this.#key))
    const isSame = stored?.session.id === session.id && stored.session.generation <= session.generation
    if (stored === null || isSame) this.#storage?.removeItem(this.#key)
  }
}
