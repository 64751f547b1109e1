import type { Language } from '../../http/language.ts'
import { en } from './en.ts'
import type { PageText } from './en.ts'
import { ko } from './ko.ts'

export type { PageText }

const texts: Record<Language, PageText> = { en, ko }

/** The words of the pages. Error texts in English are Cognito's own where they are known. */
export function pageText(language: Language): PageText {
  return texts[language]
}
