import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import { inlineScriptHashes } from '../../build/inline-scripts.ts'
import { headerFormats } from '../../build/header-formats.ts'
import { main } from '../../scripts/headers.ts'
import { securityHeaders, type RouteClass } from '../../build/security-headers.ts'
import type { AppConfig } from '../../src/config/app-config.ts'
import { localConfig } from '../support/local-app.ts'

const config: AppConfig = {
  appName: 'Toyseven',
  providers: [],
  providerLabels: {},
  imageHosts: [],
  apiUrl: 'https://api.example.com/v1',
  session: {
    ...localConfig,
    domain: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
    issuer: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
  },
}
const hash = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
const headersOf = (route: RouteClass) => securityHeaders(config, route, [hash])
const site = { path: '/', files: ['favicon.svg', 'robots.txt'] }
const [page, asset] = [headersOf('page'), headersOf('asset')]

/** Returns the headers in a text: name and value of each line that matches `line`. */
function headersIn(text: string, line: RegExp): Record<string, string> {
  const found = text.split('\n').flatMap((one) => {
    const [, name, value] = line.exec(one) ?? []
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(found)
}

/** As Chromium sends it with a navigation. */
const navigation = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

function fileAtCloudFront(uri: string, headers: Readonly<Record<string, { value: string }>>, built = site): string {
  const code = `${headerFormats['cloudfront-function'](headersOf, built)}; handler(event).uri`
  return runInNewContext(code, { event: { request: { uri, headers } } })
}

describe('the headers for a host', () => {
  it('allow connections to the pool, its issuer and the API, and to no other host', () => {
    expect(page['Content-Security-Policy']).toContain(
      "connect-src 'self' https://toyseven.auth.ap-northeast-2.amazoncognito.com https://cognito-idp.ap-northeast-2.amazonaws.com https://api.example.com;",
    )
  })

  it('allow an API at a path of the app by ‘self’', () => {
    const { 'Content-Security-Policy': policy } = securityHeaders({ ...config, apiUrl: '/api' }, 'page', [hash])
    expect(policy).toContain(
      "connect-src 'self' https://toyseven.auth.ap-northeast-2.amazoncognito.com https://cognito-idp.ap-northeast-2.amazonaws.com;",
    )
  })

  it('allow connections to both forms of the issuer, unless one is configured', () => {
    const updatedIssuer = 'https://issuer-cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123'
    const both = { ...config, apiUrl: null, session: { ...config.session, updatedIssuer } }
    expect(securityHeaders(both, 'page', [hash])['Content-Security-Policy']).toContain(
      "connect-src 'self' https://toyseven.auth.ap-northeast-2.amazoncognito.com https://cognito-idp.ap-northeast-2.amazonaws.com https://issuer-cognito-idp.ap-northeast-2.amazonaws.com;",
    )
  })

  it('json: equal the headers of the table', () => {
    expect(JSON.parse(headerFormats.json(headersOf, site))).toEqual([
      { source: '/*', headers: page },
      { source: '/assets/*', headers: asset },
    ])
  })

  it('netlify: equal the headers of the table, and no header is sent twice', () => {
    const [pages = '', assets = ''] = headerFormats.netlify(headersOf, site).split('/assets/*\n')
    expect(headersIn(pages, /^ {2}([\w-]+): (.*)$/)).toEqual(page)
    expect(assets).toContain('! Cache-Control')
    expect({ ...page, ...headersIn(assets, /^ {2}([\w-]+): (.*)$/) }).toEqual(asset)
  })

  it('nginx: equal the headers of the table in each location, and a missing file is a 404 response', () => {
    const locations = headerFormats
      .nginx(headersOf, site)
      .split(/^location /m)
      .slice(1)
    const read = (text: string) => headersIn(text, /^ {2}add_header ([\w-]+) "(.*)" always;$/)
    expect(locations.map((text) => text.split(' {')[0])).toEqual([
      '^~ /assets/',
      '~ ^/.*\\.[^/]*$',
      '/',
      '@file_or_page',
      '@missing',
    ])
    expect(locations.map(read)).toEqual([asset, page, page, headersOf('not-found'), headersOf('not-found')])
    expect(locations.map((text) => /^ {2}(try_files .*|if .*|return .*);/m.exec(text)?.[1])).toEqual([
      'try_files $uri @missing',
      'try_files $uri @file_or_page',
      'try_files $uri /index.html',
      'if ($http_accept ~ "text/html") { rewrite ^ /index.html last',
      'return 404',
    ])
  })

  it('cloudfront: equal the headers of the table without Cache-Control, which error responses would get too', () => {
    const { SecurityHeadersConfig: own, CustomHeadersConfig: custom } = JSON.parse(
      headerFormats.cloudfront(headersOf, site),
    )
    const items = custom.Items.map(({ Header, Value }: { Header: string; Value: string }) => [Header, Value])
    const { 'Cache-Control': _ofObjects, ...expected } = page
    expect(custom.Quantity).toBe(items.length)
    expect({
      'Content-Security-Policy': own.ContentSecurityPolicy.ContentSecurityPolicy,
      'Strict-Transport-Security': `max-age=${own.StrictTransportSecurity.AccessControlMaxAgeSec}; includeSubDomains`,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': own.FrameOptions.FrameOption,
      'Referrer-Policy': own.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(items),
    }).toEqual(expected)
  })

  it.each([
    ['/', 'gzip, br', '/index.html.br'],
    ['/account', 'gzip, deflate, br, zstd', '/index.html.br'],
    ['/account', 'gzip', '/index.html'],
    ['/a.b/nowhere', undefined, '/index.html'],
    ['/assets/index-BCC4hlLN.js', 'br', '/assets/index-BCC4hlLN.js.br'],
    ['/assets/index-BCC4hlLN.js', 'brx', '/assets/index-BCC4hlLN.js'],
    ['/favicon.ico', 'br', '/favicon.ico'],
  ])('cloudfront-function: map %s with Accept-Encoding %s to %s', (uri, accepted, file) => {
    const headers = accepted === undefined ? {} : { 'accept-encoding': { value: accepted } }
    expect(fileAtCloudFront(uri, headers)).toBe(file)
  })

  it.each([
    ['/orders/john.doe', navigation, '/index.html'],
    ['/orders/node.js', navigation, '/index.html'],
    ['/orders/john.doe', '*/*', '/orders/john.doe'],
    ['/sw.js', '*/*', '/sw.js'],
    ['/assets/gone-BCC4hlLN.js', navigation, '/assets/gone-BCC4hlLN.js'],
    ['/assets/gone', navigation, '/assets/gone'],
    // Crawlers accept HTML for every file.
    ['/robots.txt', 'text/plain,text/html,*/*', '/robots.txt'],
    ['/favicon.svg', navigation, '/favicon.svg'],
  ])('cloudfront-function: map %s with Accept %s to %s', (uri, accept, file) => {
    expect(fileAtCloudFront(uri, { accept: { value: accept } })).toBe(file)
  })

  it('are for the paths of an app that is not at the root of its host', () => {
    const below = { ...site, path: '/my.app/' }
    expect(JSON.parse(headerFormats.json(headersOf, below)).map(({ source }: { source: string }) => source)).toEqual([
      '/my.app/*',
      '/my.app/assets/*',
    ])
    expect(headerFormats.netlify(headersOf, below)).toMatch(/^\/my\.app\/\*$[^]*^\/my\.app\/assets\/\*$/m)
    expect(
      [...headerFormats.nginx(headersOf, below).matchAll(/^location (.*) \{\n {2}(.*)$/gm)].map(([, a, b]) => [a, b]),
    ).toEqual([
      ['^~ /my.app/assets/', 'try_files $uri @missing;'],
      ['~ ^/my\\.app/.*\\.[^/]*$', 'try_files $uri @file_or_page;'],
      ['= /my.app', 'try_files /my.app/index.html =404;'],
      ['/my.app/', 'try_files $uri /my.app/index.html;'],
      ['@file_or_page', 'if ($http_accept ~ "text/html") { rewrite ^ /my.app/index.html last; }'],
      ['@missing', 'return 404;'],
    ])
    const accept = { accept: { value: navigation } }
    expect(fileAtCloudFront('/my.app/account', accept, below)).toBe('/my.app/index.html')
    expect(fileAtCloudFront('/my.app/', accept, below)).toBe('/my.app/index.html')
    expect(fileAtCloudFront('/my.app/favicon.svg', accept, below)).toBe('/my.app/favicon.svg')
    expect(fileAtCloudFront('/my.app/assets/x.js', accept, below)).toBe('/my.app/assets/x.js')
  })

  it('allow the scripts, styles and images of a CDN, and no other host', () => {
    const policy = securityHeaders(config, 'page', [hash], ['https://cdn.example.net'])['Content-Security-Policy']
    expect(policy).toContain(
      `script-src 'self' https://cdn.example.net ${hash}; style-src 'self' https://cdn.example.net;`,
    )
    expect(policy).toContain("img-src 'self' data: https://cdn.example.net;")
    expect(page['Content-Security-Policy']).not.toContain('cdn.example.net')
  })

  it('allow pictures from the hosts that are configured, and only with them pictures of hosts without a header for it', () => {
    const imageHosts = ['lh3.googleusercontent.com', 'img.toyseven.dev:8443']
    const open = securityHeaders({ ...config, imageHosts }, 'page', [])
    expect(open['Content-Security-Policy']).toContain(
      "img-src 'self' data: https://lh3.googleusercontent.com https://img.toyseven.dev:8443;",
    )
    expect(open).not.toHaveProperty('Cross-Origin-Embedder-Policy')
    const closed = securityHeaders(config, 'page', [])
    expect(closed['Content-Security-Policy']).toContain("img-src 'self' data:;")
    expect(closed['Cross-Origin-Embedder-Policy']).toBe('require-corp')
  })

  it('allow the script inside the built page by its hash, and no other inline script', () => {
    expect(page['Content-Security-Policy']).toContain(`script-src 'self' ${hash};`)
    expect(inlineScriptHashes('<script></script><script src="/x.js"></script>')).toEqual([hash])
  })

  it('allow the scripts of two builds while one replaces the other, each hash once', async () => {
    vi.stubEnv('VITE_COGNITO_USER_POOL_ID', 'ap-northeast-2_AbCdEf123')
    vi.stubEnv('VITE_COGNITO_CLIENT_ID', 'a1b2c3d4e5f6g7h8i9j0k1l2m3')
    vi.stubEnv('VITE_COGNITO_DOMAIN', config.session.domain)
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    const folder = mkdtempSync(join(tmpdir(), 'pages-'))
    const [before, after] = [join(folder, 'before.html'), join(folder, 'after.html')]
    writeFileSync(before, '<script></script>')
    writeFileSync(after, '<script>1</script>')
    const pages = ['--page', after, '--page', before, '--page', before]
    expect(await main(['--format', 'json', ...pages])).toBe(0)
    rmSync(folder, { recursive: true })
    const [ofAfter] = inlineScriptHashes('<script>1</script>')
    expect(info.mock.calls.join()).toContain(`script-src 'self' ${ofAfter} ${hash};`)
  })

  it('follow the base that the page was built with, and the files beside it', async () => {
    vi.stubEnv('VITE_COGNITO_USER_POOL_ID', 'ap-northeast-2_AbCdEf123')
    vi.stubEnv('VITE_COGNITO_CLIENT_ID', 'a1b2c3d4e5f6g7h8i9j0k1l2m3')
    vi.stubEnv('VITE_COGNITO_DOMAIN', config.session.domain)
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    const folder = mkdtempSync(join(tmpdir(), 'pages-'))
    const built = (base: string) => {
      const file = join(folder, 'index.html')
      writeFileSync(file, `<script type="module" crossorigin src="${base}assets/index-x.js"></script>`)
      return file
    }
    for (const name of ['favicon.svg', 'favicon.svg.br']) writeFileSync(join(folder, name), '')
    await main(['--format', 'json', '--page', built('https://cdn.example.net/x/')])
    expect(info.mock.lastCall?.join()).toContain("script-src 'self' https://cdn.example.net;")
    expect(info.mock.lastCall?.join()).toContain('"source": "/*"')
    await main(['--format', 'cloudfront-function', '--page', built('/app/')])
    expect(info.mock.lastCall?.join()).toContain('const files = ["/app/favicon.svg"]')
    rmSync(folder, { recursive: true })
  })

  it('come from one command, which refuses an unknown format and a missing page', async () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    expect(await main(['--format', 'apache'])).toBe(2)
    expect(info.mock.calls.join()).toContain('json|netlify|nginx|cloudfront|cloudfront-function')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await main(['--format', 'json', '--page', 'nowhere/index.html'])).toBe(2)
    expect(error.mock.calls.join()).toContain('run "npm run build" first')
  })
})
