import type { ConfigMessages } from './config-issue-line.ts'
import type { Language } from './language.ts'
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

interface Lazy<T> {
  readonly get: () => T | null
  readonly load: () => Promise<void>
}

const parts: { readonly [P in MessagePart]: Readonly<Record<Language, Lazy<Messages[P]>>> } = {
  primary: {
    en: lazy(async () => (await import('./messages/en/primary.ts')).primary),
    ko: lazy(async () => (await import('./messages/ko/primary.ts')).primary),
  },
  secondary: {
    en: lazy(async () => (await import('./messages/en/secondary.ts')).secondary),
    ko: lazy(async () => (await import('./messages/ko/secondary.ts')).secondary),
  },
  config: {
    en: lazy(async () => (await import('./messages/en/config.ts')).config),
    ko: lazy(async () => (await import('./messages/ko/config.ts')).config),
  },
}

/** Fetches the messages of a part, once. Rejects if the network fails. */
export function loadMessages(part: MessagePart, language: Language): Promise<void> {
  return parts[part][language].load()
}

/** Null if they are not loaded. */
export function messagesOf<P extends MessagePart>(part: P, language: Language): Messages[P] | null {
  return parts[part][language].get()
}

function lazy<T>(fetchMessages: () => Promise<T>): Lazy<T> {
  let messages: T | null = null
  return {
    get: () => messages,
    async load() {
      messages ??= await fetchMessages()
    },
  }
}
