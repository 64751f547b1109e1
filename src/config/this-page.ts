import { configForPage, type PageConfig } from './app-config.ts'
import { basename, debugQuery } from './paths.ts'

/**
 * Completes the configuration for this page. On another origin than the redirect URI's, a developer gets the explanation:
 * on the dev server, and in a build with `?debug` in the URL. A visitor gets the app, whose sign-ins start on the other
 * origin.
 */
export function configForThisPage(): PageConfig {
  const isForVisitors = !import.meta.env.DEV && debugQuery(location.search) === ''
  return configForPage(import.meta.env.APP_CONFIG, location, basename, isForVisitors)
}
