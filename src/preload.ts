import type { Language } from './text/language.ts'

/** The files of a build that a visit will ask for once the app is there. */
interface VisitFiles {
  /** Every visit. */
  readonly first: readonly string[]
  /** One of somebody who is signed in, or is about to be. */
  readonly account: readonly string[]
}

export type FilesByLanguage = Readonly<Record<Language, VisitFiles>>

/** Fetches files beside the app instead of after it. */
export function preload(files: readonly string[]): void {
  for (const file of files) {
    const link = document.createElement('link')
    link.rel = 'modulepreload'
    link.href = file
    document.head.append(link)
  }
}
