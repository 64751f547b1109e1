import type { AppConfig } from './config.ts'

declare global {
  interface ImportMetaEnv {
    /** Put in by vite.config.ts, after every check that needs no page. */
    readonly APP_CONFIG: AppConfig
  }
}
