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
  readonly set: (messages: T) => void
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

const requestedParts = new Set<MessagePart>()
const languages = new Set<Language>()

/** Sets messages that were fetched elsewhere, so that they are not requested again. */
export function preloadMessages<P extends MessagePart>(part: P, language: Language, messages: Messages[P]): void {
  parts[part][language].set(messages)
}

/** Fetches a part in each language in use, usually one. Rejects if the network fails. */
export async function loadMessages(part: MessagePart): Promise<void> {
  requestedParts.add(part)
  await Promise.all([...languages].map((language) => parts[part][language].load()))
}

/** Fetches every part that was requested so far in another language, and later parts too. Rejects if the network fails. */
export async function loadLanguage(language: Language): Promise<void> {
  const isNew = !languages.has(language)
  languages.add(language)
  try {
    await Promise.all([...requestedParts].map((part) => parts[part][language].load()))
  } catch (error) {
    if (isNew) languages.delete(language)
    throw error
  }
}

/** Null if they are not loaded. */
export function messagesOf<P extends MessagePart>(part: P, language: Language): Messages[P] | null {
  return parts[part][language].get()
}

function lazy<T>(fetchMessages: () => Promise<T>): Lazy<T> {
  let messages: T | null = null
  return {
    get: () => messages,
    set: (fetched) => {
      messages = fetched
    },
    async load() {
      messages ??= await fetchMessages()
    },
  }
}
