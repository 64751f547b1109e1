import type { Language } from '../../http/language.ts'
import { en } from './en.ts'
import type { PageText } from './en.ts'
import { ko } from './ko.ts'

export type { PageText }

const texts: Record<Language, PageText> = { en, ko }

/** The texts of the pages. The English error texts are Cognito's own where they are known. */
export function pageText(language: Language): PageText {
  return texts[language]
}
