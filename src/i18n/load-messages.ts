import type { ConfigMessages } from './config-issue-line.ts'
import type { Language } from './languages.ts'
import type { LandingMessages } from './messages/en/landing.ts'
import type { PrimaryMessages } from './messages/en/primary.ts'
import type { SecondaryMessages } from './messages/en/secondary.ts'

/** Every text of the app, in the parts in which it is fetched. */
export interface Messages {
  /** The account page, the moments between two pages, and what every page has. */
  readonly primary: PrimaryMessages
  readonly landing: LandingMessages
  /** All other pages and every problem. */
  readonly secondary: SecondaryMessages
  readonly config: ConfigMessages
}

export type MessagePart = keyof Messages

const modules = import.meta.glob<Partial<Messages>>([
  './messages/*/primary.ts',
  './messages/*/landing.ts',
  './messages/*/secondary.ts',
  './messages/*/config.ts',
])
const loaded = new Map<string, Partial<Messages>>()

/** Fetches the messages of a part, once. Rejects if the network fails. */
export async function loadMessages(part: MessagePart, language: Language): Promise<void> {
  const path = pathOf(part, language)
  if (loaded.has(path)) return
  const module = await modules[path]?.()
  if (module === undefined) throw new Error(`There is no ${path}.`)
  loaded.set(path, module)
}

/** Null if they are not loaded. */
export function messagesOf<P extends MessagePart>(part: P, language: Language): Messages[P] | null {
  return loaded.get(pathOf(part, language))?.[part] ?? null
}

function pathOf(part: MessagePart, language: Language): string {
  return `./messages/${language}/${part}.ts`
}
