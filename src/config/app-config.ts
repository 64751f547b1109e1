import type { ConfigIssue, ConfigRule } from './config-issue.ts'
import type { SessionConfig } from '../auth/store/session-config.ts'

export interface AppConfig {
  readonly appName: string
  /** As configured in the pool, e.g. `Google`; a button each. */
  readonly providers: readonly string[]
  /** What a provider is called on the pages, where that is not its name in the pool. */
  readonly providerLabels: Readonly<Record<string, string>>
  /** The hosts, with their ports, from which users' pictures are shown. */
  readonly imageHosts: readonly string[]
  /** Null where the app calls no API. As built it may be a path of the page's origin; for a page it is absolute. */
  readonly apiUrl: string | null
  readonly session: SessionConfig
}

/** The parts of a page's URL; parsing it would take time that every visit waits for. */
type Address = Pick<URL, 'origin' | 'protocol' | 'hostname'>

export type PageConfig =
  | { readonly ok: true; readonly config: AppConfig }
  /** `redirectUri` is the one of the build; empty if it follows from the page. */
  | { readonly ok: false; readonly issues: readonly ConfigIssue[]; readonly redirectUri: string }

/**
 * Completes the configuration for the page it runs on. The build has checked everything else: see build/parse-env.ts.
 *
 * @param built redirect and sign-out URL may be empty, and the API's URL a path: then they follow from the page
 * @param basename the app's own path without a final slash; empty at the root of a host
 * @param isForVisitors true if a redirect URI on another origin is no issue: sign-ins start there then
 */
export function configForPage(built: AppConfig, page: Address, basename = '', isForVisitors = false): PageConfig {
  const configured = built.session.redirectUri
  const isElsewhere = configured !== '' && new URL(configured).origin !== page.origin
  const broken = isElsewhere ? (isForVisitors ? null : 'other-origin') : schemeRuleFor(page)
  if (broken !== null) {
    const issues = [{ variable: 'VITE_COGNITO_REDIRECT_URI', rule: broken }]
    return { ok: false, issues, redirectUri: configured }
  }
  const redirectUri = configured || `${page.origin + basename}/callback`
  const logoutUri = built.session.logoutUri || page.origin + basename
  const apiUrl = built.apiUrl?.startsWith('/') ? page.origin + built.apiUrl : built.apiUrl
  return { ok: true, config: { ...built, apiUrl, session: { ...built.session, redirectUri, logoutUri } } }
}

/** True if an address is this computer's own, as the local pool's is. */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && loopbackHosts.has(new URL(url).hostname)
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

function schemeRuleFor({ protocol, hostname }: Address): ConfigRule | null {
  // Elsewhere Cognito refuses http, and the browser has no crypto.subtle for the PKCE challenge.
  return protocol === 'https:' || loopbackHosts.has(hostname) ? null : 'needs-https'
}
