import type { Language } from './languages.ts'

export interface TimeFormats {
  readonly time: Intl.DateTimeFormat
  readonly dayAndTime: Intl.DateTimeFormat
}

/** A length of time in whole minutes, such as "5 minutes". */
export function inMinutes(seconds: number, language: Language): string {
  const format = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'long' })
  return format.format(Math.ceil(seconds / 60))
}

/** A length of time in whole seconds, such as "45 seconds". */
export function inSeconds(seconds: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'long' }).format(seconds)
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
