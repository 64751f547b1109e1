import { trySetItem } from '../browser/try-set-item.ts'
import { languages, type Language } from './languages.ts'

const storageKey = 'toyseven.language'

/**
 * The language of the page: from `?lang=`, else the one chosen before, else the browser's, else the first of the app.
 *
 * @param store null where the browser refuses storage; a choice then lasts as long as the page
 */
export function chooseLanguage(search: string, store: Storage | null, preferred: readonly string[]): Language {
  const asked = asLanguage(new URLSearchParams(search).get('lang'))
  if (asked !== null) rememberLanguage(asked, store)
  const chosen = asked ?? asLanguage(store?.getItem(storageKey) ?? null)
  return (
    chosen ?? preferred.map((tag) => asLanguage(tag.slice(0, 2))).find((language) => language !== null) ?? languages[0]
  )
}

/** Where the storage is full or refused, the choice lasts as long as the page. */
export function rememberLanguage(language: Language, store: Storage | null): void {
  trySetItem(store, storageKey, language)
}

function asLanguage(text: string | null): Language | null {
  return languages.find((language) => language === text) ?? null
}
