import { cloudFrontFunction } from './cloudfront-function.ts'
import type { Headers, RouteClass } from './security-headers.ts'

type HeadersOf = (route: RouteClass) => Headers

/** What a host has to know of a build. */
export interface BuiltSite {
  /** The app's own path, with a slash at both ends. */
  readonly path: string
  /** The files that are no assets, such as `favicon.svg`. */
  readonly files: readonly string[]
}

export type HeaderFormat = 'json' | 'netlify' | 'nginx' | 'cloudfront' | 'cloudfront-function'

/** Which answers are of which class. A missing asset has to be a 404. */
function patternsOf({ path }: BuiltSite): readonly (readonly [RouteClass, string])[] {
  return [
    ['page', `${path}*`],
    ['asset', `${path}assets/*`],
  ]
}

/** How each host is told the headers. */
export const headerFormats: Readonly<Record<HeaderFormat, (headersOf: HeadersOf, site: BuiltSite) => string>> = {
  json: (headersOf, site) => asJson(patternsOf(site).map(([route, source]) => ({ source, headers: headersOf(route) }))),
  netlify: (headersOf, site) =>
    patternsOf(site)
      .map(([route, source]) => netlifyBlock(source, route, headersOf(route)))
      .join('\n'),
  nginx: nginxServer,
  cloudfront: (headersOf) => asJson(cloudFrontPolicy(headersOf('page'))),
  'cloudfront-function': (_headersOf, site) => cloudFrontFunction(site),
}

function asJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
}

/** A narrower pattern adds to a wider one, so that what both say would be there twice: it is taken back first. */
function netlifyBlock(source: string, route: RouteClass, headers: Headers): string {
  const entries = Object.entries(headers).filter(([name]) => route === 'page' || name === 'Cache-Control')
  const removed = route === 'page' ? [] : ['  ! Cache-Control']
  return [source, ...removed, ...entries.map(([name, value]) => `  ${name}: ${value}`), ''].join('\n')
}

/**
 * `add_header` in a location replaces all that stands outside it, so each location has them all. A file that is missing
 * has a location of its own: no cache may keep that answer. `^~` keeps the assets from the location of names with a dot.
 */
function nginxServer(headersOf: HeadersOf, { path }: BuiltSite): string {
  const location = (pattern: string, action: readonly string[], route: RouteClass) => [
    `location ${pattern} {`,
    ...action.map((line) => `  ${line}`),
    ...Object.entries(headersOf(route)).map(([name, value]) => `  add_header ${name} "${value}" always;`),
    '}',
  ]
  return [
    '# Sends the .br files that the build makes: https://github.com/google/ngx_brotli',
    'brotli_static on;',
    ...location(`^~ ${path}assets/`, ['try_files $uri @missing;'], 'asset'),
    '# A name with a dot is a file, or a page of the app where a browser asks for a document.',
    ...location(`~ ^${escaped(path)}.*\\.[^/]*$`, ['try_files $uri @file_or_page;'], 'page'),
    ...(path === '/' ? [] : location(`= ${path.slice(0, -1)}`, [`try_files ${path}index.html =404;`], 'page')),
    ...location(path, [`try_files $uri ${path}index.html;`], 'page'),
    ...location(
      '@file_or_page',
      [`if ($http_accept ~ "text/html") { rewrite ^ ${path}index.html last; }`, 'return 404;'],
      'not-found',
    ),
    ...location('@missing', ['return 404;'], 'not-found'),
  ].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The headers that CloudFront has a place of its own for; it refuses them among the custom ones. */
const cloudFrontOwn = new Set([
  'Content-Security-Policy',
  'Strict-Transport-Security',
  'X-Content-Type-Options',
  'X-Frame-Options',
  'Referrer-Policy',
])

/**
 * Without `Cache-Control`: a policy would put it on errors too, and a missing file kept for a year is missing for a
 * year. It belongs on the objects in S3, as their metadata.
 * @see https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html
 */
function cloudFrontPolicy(headers: Headers): object {
  const custom = Object.entries(headers).filter(([name]) => !cloudFrontOwn.has(name) && name !== 'Cache-Control')
  const maxAge = Number(/max-age=(\d+)/.exec(headers['Strict-Transport-Security'] ?? '')?.[1])
  return {
    Name: 'toyseven',
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: headers['Content-Security-Policy'] },
      StrictTransportSecurity: {
        Override: true,
        AccessControlMaxAgeSec: maxAge,
        IncludeSubdomains: headers['Strict-Transport-Security']?.includes('includeSubDomains') === true,
      },
      ContentTypeOptions: { Override: true },
      FrameOptions: { Override: true, FrameOption: headers['X-Frame-Options'] },
      ReferrerPolicy: { Override: true, ReferrerPolicy: headers['Referrer-Policy'] },
    },
    CustomHeadersConfig: {
      Quantity: custom.length,
      Items: custom.map(([Header, Value]) => ({ Header, Value, Override: true })),
    },
  }
}
