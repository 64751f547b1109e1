import type { ConfigMessages } from './config-issue-line.ts'
import type { Language } from './languages.ts'
import type { PrimaryMessages } from './messages/en/primary.ts'
import type { SecondaryMessages } from './messages/en/secondary.ts'

/** Every text of the app, in the parts in which it is fetched. */
export interface Messages {
  /** The landing page, the account page, and the moments between two pages. */
  readonly primary: PrimaryMessages
  /** All other pages and every problem. */
  readonly secondary: SecondaryMessages
  readonly config: ConfigMessages
}

export type MessagePart = keyof Messages

class Part<P extends MessagePart> {
  readonly #name: P
  readonly #modules: Readonly<Record<string, () => Promise<Pick<Messages, P>>>>
  readonly #loaded = new Map<Language, Messages[P]>()

  constructor(name: P, modules: Readonly<Record<string, () => Promise<Pick<Messages, P>>>>) {
    this.#name = name
    this.#modules = modules
  }

  get(language: Language): Messages[P] | null {
    return this.#loaded.get(language) ?? null
  }

  async load(language: Language): Promise<void> {
    if (this.#loaded.has(language)) return
    const path = `./messages/${language}/${this.#name}.ts`
    const module = await this.#modules[path]?.()
    if (module === undefined) throw new Error(`There is no ${path}.`)
    this.#loaded.set(language, module[this.#name])
  }
}

const parts: { readonly [P in MessagePart]: Part<P> } = {
  primary: new Part('primary', import.meta.glob<Pick<Messages, 'primary'>>('./messages/*/primary.ts')),
  secondary: new Part('secondary', import.meta.glob<Pick<Messages, 'secondary'>>('./messages/*/secondary.ts')),
  config: new Part('config', import.meta.glob<Pick<Messages, 'config'>>('./messages/*/config.ts')),
}

/** Fetches the messages of a part, once. Rejects if the network fails. */
export function loadMessages(part: MessagePart, language: Language): Promise<void> {
  return parts[part].load(language)
}

/** Null if they are not loaded. */
export function messagesOf<P extends MessagePart>(part: P, language: Language): Messages[P] | null {
  return parts[part].get(language)
}
