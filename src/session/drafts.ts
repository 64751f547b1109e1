import { members } from './json.ts'

const key = 'toyseven.drafts'
const longestDraft = 20_000

/**
 * What somebody has typed and not yet sent, kept in the tab's own storage, so that it is still there after a reload,
 * an expired session and the way to the hosted UI and back. Never shown to anybody else: it goes with a sign-out, and
 * when another person signs in.
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

  /** A storage without room left keeps what it had: the page still shows what was typed. */
  write(subject: string, name: string, text: string): void {
    const { [name]: _before, ...others } = this.#texts(subject)
    const texts = text === '' ? others : { ...others, [name]: text.slice(0, longestDraft) }
    try {
      this.#storage?.setItem(key, JSON.stringify({ subject, texts }))
    } catch {
      return
    }
  }

  /** Throws away what is not this person's; all of it, if nobody is named. */
  keepOnly(subject: string | null): void {
    if (this.#storage !== null && members(this.#stored())['subject'] !== subject) this.#storage.removeItem(key)
  }

  #texts(subject: string): Record<string, unknown> {
    const { subject: owner, texts } = members(this.#stored())
    return owner === subject ? members(texts) : {}
  }

  #stored(): unknown {
    try {
      return JSON.parse(this.#storage?.getItem(key) ?? 'null')
    } catch {
      return null
    }
  }
}
