import { isLoopback, type AppConfig } from '../src/config/app-config.ts'

export type Headers = Readonly<Record<string, string>>

/** What kind of answer it is decides how long it may be kept. */
export type RouteClass = 'page' | 'asset' | 'not-found'

const cacheControl: Readonly<Record<RouteClass, string>> = {
  page: 'no-cache',
  asset: 'public, max-age=31536000, immutable',
  'not-found': 'no-store',
}

/**
 * The headers of one answer. Only the policy depends on the configuration, by its hosts, and on the build.
 *
 * @param scriptHashes of the script inside the built page: see inlineScriptHashes
 * @param assets the other origins that scripts, styles and the icon come from: see assetOriginsOf
 */
export function securityHeaders(
  config: AppConfig,
  route: RouteClass,
  scriptHashes: readonly string[],
  assets: readonly string[] = [],
): Headers {
  const scripts = [...assets, ...scriptHashes]
  const policy = contentSecurityPolicy(config, { scripts, styles: assets, images: assets, connect: [] })
  return { ...headersWith(config, policy), 'Cache-Control': cacheControl[route] }
}

/**
 * The same for Vite's dev server, which puts a script and styles of its own into the page and speaks to it over a
 * WebSocket. A public nonce is no protection; with it, the dev server already blocks what the policy of production
 * blocks.
 *
 * @param socket the origin of that WebSocket, e.g. `ws://localhost:3000`; null if it is not known
 */
export function devHeaders(config: AppConfig, socket: string | null): Headers {
  const nonce = `'nonce-${devNonce}'`
  const connect = socket === null ? [] : [socket]
  return headersWith(config, contentSecurityPolicy(config, { scripts: [nonce], styles: [nonce], images: [], connect }))
}

/** Never part of a build. */
export const devNonce = 'dev'

function headersWith({ imageHosts }: AppConfig, policy: string): Headers {
  return {
    'Content-Security-Policy': policy,
    'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    // With it, the browser shows no picture from another host, unless that host sends a header of its own.
    ...(imageHosts.length === 0 ? { 'Cross-Origin-Embedder-Policy': 'require-corp' } : {}),
    'Permissions-Policy':
      'accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(self), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  }
}

interface More {
  readonly scripts: readonly string[]
  readonly styles: readonly string[]
  readonly images: readonly string[]
  readonly connect: readonly string[]
}

function contentSecurityPolicy(
  { session, apiUrl, imageHosts }: AppConfig,
  { scripts, styles, images, connect }: More,
): string {
  // An API at a path of the app's origin is 'self'.
  const apiUrls = apiUrl === null || apiUrl.startsWith('/') ? [] : [apiUrl]
  const urls = [session.domain, session.issuer, session.updatedIssuer, ...apiUrls].filter((url) => url !== null)
  const hosts = urls.map((url) => new URL(url).origin)
  const directives = [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    ["style-src 'self'", ...styles].join(' '),
    ["img-src 'self' data:", ...images, ...imageHosts.map((host) => `https://${host}`)].join(' '),
    "font-src 'self'",
    ["manifest-src 'self'", ...images].join(' '),
    `connect-src 'self' ${[...new Set(hosts), ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    // It would turn the local pool's http into an https that has no server.
    ...(isLoopback(session.domain) ? [] : ['upgrade-insecure-requests']),
  ]
  return directives.join('; ')
}
