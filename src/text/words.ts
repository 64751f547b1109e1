import type { ConfigWords } from './config-issue-line.ts'
import type { MainWords } from './en/main.ts'
import type { OtherWords } from './en/others.ts'
import type { Language } from './language.ts'

/** Every word of the app, in the parts in which it is fetched. */
export interface Words {
  /** What the landing page and the account page say, and the moments between two pages. */
  readonly main: MainWords
  /** All other pages and every problem. */
  readonly others: OtherWords
  readonly config: ConfigWords
}

export type Part = keyof Words

interface Later<T> {
  readonly words: () => T | null
  readonly keep: (words: T) => void
  readonly load: () => Promise<void>
}

const parts: { readonly [P in Part]: Readonly<Record<Language, Later<Words[P]>>> } = {
  main: {
    en: later(async () => (await import('./en/main.ts')).main),
    ko: later(async () => (await import('./ko/main.ts')).main),
  },
  others: {
    en: later(async () => (await import('./en/others.ts')).others),
    ko: later(async () => (await import('./ko/others.ts')).others),
  },
  config: {
    en: later(async () => (await import('./en/config.ts')).config),
    ko: later(async () => (await import('./ko/config.ts')).config),
  },
}

const wanted = new Set<Part>()
const spoken = new Set<Language>()

/** Spares those a request that somebody else has fetched. */
export function keepWords<P extends Part>(part: P, language: Language, words: Words[P]): void {
  parts[part][language].keep(words)
}

/** Fetches a part, in each language that is spoken on this page: most often in one. Fails if the network does. */
export async function loadWords(part: Part): Promise<void> {
  wanted.add(part)
  await Promise.all([...spoken].map((language) => parts[part][language].load()))
}

/** Fetches in a language what this page has said so far, and from now on the rest as well. Fails if the network does. */
export async function speak(language: Language): Promise<void> {
  const isNew = !spoken.has(language)
  spoken.add(language)
  try {
    await Promise.all([...wanted].map((part) => parts[part][language].load()))
  } catch (error) {
    if (isNew) spoken.delete(language)
    throw error
  }
}

/** Null if they have not been fetched. */
export function wordsOf<P extends Part>(part: P, language: Language): Words[P] | null {
  return parts[part][language].words()
}

function later<T>(fetchWords: () => Promise<T>): Later<T> {
  let words: T | null = null
  return {
    words: () => words,
    keep: (fetched) => {
      words = fetched
    },
    async load() {
      words ??= await fetchWords()
    },
  }
}
