import type { AppConfig } from './app-config.ts'

declare global {
  interface ImportMetaEnv {
    /** Set by vite.config.ts, after every check that needs no page. */
    readonly APP_CONFIG: AppConfig
    /** The file of each language's primary messages. Set by early/vite-plugin.ts, for the script inside the HTML only. */
    readonly APP_MESSAGES: Readonly<Record<'en' | 'ko', string>>
  }
}
