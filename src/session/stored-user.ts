import type { CognitoConfig } from './cognito.ts'
import { readSessionUser, type SessionUser } from './session-user.ts'

/** True if there is a record, readable or not. */
export function isUserStored(config: CognitoConfig, storage: Storage | null): boolean {
  return (storage?.getItem(keyOf(config)) ?? null) !== null
}

function keyOf({ issuer, clientId }: CognitoConfig): string {
  return `toyseven.session.user:${issuer}:${clientId}`
}

/** The one record of who is signed in, under the one key where it is kept. */
export class StoredUser {
  readonly #key: string
  readonly #storage: Storage | null

  /** @param storage null where the browser refuses it; then nothing is kept */
  constructor(config: CognitoConfig, storage: Storage | null) {
    this.#key = keyOf(config)
    this.#storage = storage
  }

  /** What is stored, whoever's it is. A record that cannot be read is the same as none, and is removed. */
  load(): SessionUser | null {
    const text = this.#storage?.getItem(this.#key) ?? null
    if (text === null) return null
    const user = readSessionUser(text)
    if (user === null) this.#storage?.removeItem(this.#key)
    return user
  }

  /** Where the storage has no room left, the page alone remembers. */
  keep(user: SessionUser): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(user))
    } catch (error) {
      // A DOMException is the storage's own refusal; anything else is a bug.
      if (!(error instanceof DOMException)) throw error
    }
  }

  /**
   * Removes the record of this session. Another session's record stays, and so does a newer one of the same, which
   * another tab has put there.
   */
  drop({ session }: SessionUser): void {
    const stored = readSessionUser(this.#storage?.getItem(this.#key))
    const isOurs = stored?.session.id === session.id && stored.session.generation <= session.generation
    if (stored === null || isOurs) this.#storage?.removeItem(this.#key)
  }
}
