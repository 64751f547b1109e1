import type { ConfigIssue, ConfigRule } from './session/problem.ts'
import type { SessionConfig } from './session/parts.ts'

export interface AppConfig {
  readonly appName: string
  /** As configured in the pool, e.g. `Google`; a button each. */
  readonly providers: readonly string[]
  /** Null where the app calls no API. */
  readonly apiUrl: string | null
  readonly session: SessionConfig
}

export type PageConfig =
  | { readonly ok: true; readonly config: AppConfig }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] }

/**
 * Fits the configuration to the page it runs on. All that could be checked before was checked by the build: see
 * read-config.ts, which no visitor loads.
 *
 * @param built redirect and sign-out URL may be empty: then they follow from the origin
 * @param origin the page's own
 */
export function configForPage(built: AppConfig, origin: string): PageConfig {
  const redirectUri = built.session.redirectUri || `${origin}/callback`
  const broken = redirectRuleFor(redirectUri, origin)
  if (broken !== null) return { ok: false, issues: [{ variable: 'VITE_COGNITO_REDIRECT_URI', rule: broken }] }
  const logoutUri = built.session.logoutUri || origin
  return { ok: true, config: { ...built, session: { ...built.session, redirectUri, logoutUri } } }
}

/** True if an address is this computer's own, as the local pool's is. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackHosts.has(new URL(url).hostname)
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

function redirectRuleFor(redirectUri: string, origin: string): ConfigRule | null {
  if (new URL(redirectUri).origin !== origin) return 'other-origin'
  // Elsewhere Cognito takes no http, and the browser gives no crypto to make a PKCE challenge with.
  return origin.startsWith('https:') || isLoopback(origin) ? null : 'needs-https'
}
