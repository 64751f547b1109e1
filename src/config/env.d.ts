import type { AppConfig } from './app-config.ts'

declare global {
  interface ImportMetaEnv {
    /** Set by vite.config.ts, after every check that needs no page. */
    readonly APP_CONFIG: AppConfig
  }
}
