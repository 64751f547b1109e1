import type { Language } from './language.ts'

export interface Times {
  readonly time: Intl.DateTimeFormat
  readonly dayAndTime: Intl.DateTimeFormat
}

const made = new Map<Language, Times>()

/** Made once for each language: making them takes longer than drawing a page. */
export function timesIn(language: Language): Times {
  const times = made.get(language) ?? {
    time: new Intl.DateTimeFormat(language, { timeStyle: 'medium' }),
    dayAndTime: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
  }
  made.set(language, times)
  return times
}
