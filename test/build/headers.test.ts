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
  apiUrl: 'https://api.example.com/v1',
  session: {
    ...localConfig,
    domain: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
    issuer: 'https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
  },
}
const hash = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
const headersOf = (route: RouteClass) => securityHeaders(config, route, [hash])
const [page, asset] = [headersOf('page'), headersOf('asset')]

/** Returns the headers in a text: name and value of each line that matches `line`. */
function headersIn(text: string, line: RegExp): Record<string, string> {
  const found = text.split('\n').flatMap((one) => {
    const [, name, value] = line.exec(one) ?? []
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(found)
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

  it('json: equal the headers of the table', () => {
    expect(JSON.parse(headerFormats.json(headersOf))).toEqual([
      { source: '/*', headers: page },
      { source: '/assets/*', headers: asset },
    ])
  })

  it('netlify: equal the headers of the table, and no header is sent twice', () => {
    const [pages = '', assets = ''] = headerFormats.netlify(headersOf).split('/assets/*\n')
    expect(headersIn(pages, /^ {2}([\w-]+): (.*)$/)).toEqual(page)
    expect(assets).toContain('! Cache-Control')
    expect({ ...page, ...headersIn(assets, /^ {2}([\w-]+): (.*)$/) }).toEqual(asset)
  })

  it('nginx: equal the headers of the table in each location, and a missing file is a 404 response', () => {
    const locations = headerFormats
      .nginx(headersOf)
      .split(/^location /m)
      .slice(1)
    const read = (text: string) => headersIn(text, /^ {2}add_header ([\w-]+) "(.*)" always;$/)
    expect(locations.map((text) => text.split(' {')[0])).toEqual(['/assets/', '~ \\.[^/]*$', '/', '@missing'])
    expect(locations.map(read)).toEqual([asset, page, page, headersOf('not-found')])
    expect(locations.map((text) => /^ {2}(try_files .*|return .*);/m.exec(text)?.[1])).toEqual([
      'try_files $uri @missing',
      'try_files $uri @missing',
      'try_files $uri /index.html',
      'return 404',
    ])
  })

  it('cloudfront: equal the headers of the table without Cache-Control, which error responses would get too', () => {
    const { SecurityHeadersConfig: own, CustomHeadersConfig: custom } = JSON.parse(headerFormats.cloudfront(headersOf))
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
    const code = `${headerFormats['cloudfront-function'](headersOf)}; handler(event).uri`
    expect(runInNewContext(code, { event: { request: { uri, headers } } })).toBe(file)
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

  it('come from one command, which refuses an unknown format and a missing page', async () => {
    const info = vi.spyOn(console, 'info').mockImplementation(() => {})
    expect(await main(['--format', 'apache'])).toBe(2)
    expect(info.mock.calls.join()).toContain('json|netlify|nginx|cloudfront|cloudfront-function')
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    expect(await main(['--format', 'json', '--page', 'nowhere/index.html'])).toBe(2)
    expect(error.mock.calls.join()).toContain('run "npm run build" first')
  })
})
