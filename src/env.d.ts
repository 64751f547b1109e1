import type { AppConfig } from './config.ts'
import type { FilesByLanguage } from './preload.ts'

declare global {
  interface ImportMetaEnv {
    /** Put in by vite.config.ts, after every check that needs no page. */
    readonly APP_CONFIG: AppConfig
    /** Put in by tools/first-paint.ts, into the script inside the HTML alone. */
    readonly APP_FILES: FilesByLanguage
  }
}
