import { trySetItem } from '../../browser/try-set-item.ts'
import { asRecord, parseJson } from '../encoding/json.ts'

const key = 'toyseven.drafts'
const maxDraftLength = 20_000

/**
 * Text that a user has typed and not yet sent, kept in the tab's own storage. It survives a reload, an expired session,
 * and the way to the hosted UI and back. It is never shown to another user: it is removed at sign-out, and when another
 * user signs in.
 */
export class Drafts {
  readonly #storage: Storage | null

  constructor(storage: Storage | null) {
    this.#storage = storage
  }

  /** `''` if there is none. */
  read(subject: string, name: string): string {
    const text = this.#texts(subject)[name]
    return typeof text === 'string' ? text : ''
  }

  /** A full storage keeps the previous text; the page still shows the new one. */
  write(subject: string, name: string, text: string): void {
    const { [name]: _before, ...others } = this.#texts(subject)
    const texts = text === '' ? others : { ...others, [name]: text.slice(0, maxDraftLength) }
    trySetItem(this.#storage, key, JSON.stringify({ subject, texts }))
  }

  /** Removes the drafts of every other user; all drafts if the subject is null. */
  keepOnly(subject: string | null): void {
    if (this.#storage !== null && this.#stored()['subject'] !== subject) this.#storage.removeItem(key)
  }

  #texts(subject: string): Record<string, unknown> {
    const { subject: owner, texts } = this.#stored()
    return owner === subject ? asRecord(texts) : {}
  }

  #stored(): Record<string, unknown> {
    return asRecord(parseJson(this.#storage?.getItem(key) ?? ''))
  }
}
