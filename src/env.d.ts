import type { AppConfig } from './config.ts'
import type { Language } from './text/language.ts'

declare global {
  interface ImportMetaEnv {
    /** Put in by vite.config.ts, after every check that needs no page. */
    readonly APP_CONFIG: AppConfig
    /** The file of each language's main words. Put in by tools/first-paint.ts, into the script inside the HTML alone. */
    readonly APP_WORDS: Readonly<Record<Language, string>>
  }
}
