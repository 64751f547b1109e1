import type { Language } from './languages.ts'

export interface TimeFormats {
  readonly time: Intl.DateTimeFormat
  readonly dayAndTime: Intl.DateTimeFormat
}

const cache = new Map<Language, TimeFormats>()

/** Cached, since creating the formats takes longer than drawing a page. */
export function timeFormats(language: Language): TimeFormats {
  const formats = cache.get(language) ?? {
    time: new Intl.DateTimeFormat(language, { timeStyle: 'medium' }),
    dayAndTime: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
  }
  cache.set(language, formats)
  return formats
}
