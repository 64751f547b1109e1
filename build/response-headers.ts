import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { extname, join, resolve } from 'node:path'
import type { Connect, Plugin } from 'vite'
import type { AppConfig } from '../src/config/app-config.ts'
import { appPathOf, assetOriginsOf, baseOfPage } from './app-base.ts'
import { brotliOf, textTypes } from './brotli.ts'
import { inlineScriptHashes } from './inline-scripts.ts'
import { devHeaders, devNonce, securityHeaders, type RouteClass } from './security-headers.ts'

/**
 * `vite preview` answers as production does: its headers on everything, and 404 for a file that is not there. The dev
 * server has the same policy, but for what Vite itself needs.
 */
export function responseHeaders(config: AppConfig): Plugin {
  return {
    name: 'toyseven:response-headers',
    config: (_user, { command, isPreview }) =>
      command === 'serve' && isPreview !== true ? { html: { cspNonce: devNonce } } : {},
    configureServer(server) {
      const scheme = server.config.server.https === undefined ? 'ws' : 'wss'
      server.middlewares.use((request, response, next) => {
        const headers = devHeaders(config, socketOf(scheme, request.headers.host))
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
        addFinalSlash(request, server.config.base)
        next()
      })
    },
    // Whether a restarted server is back, Vite asks from a shared worker, which Trusted Types stop; without one, from the page.
    transformIndexHtml: (_html, { server }) =>
      server === undefined ? [] : [{ tag: 'script', children: 'delete window.SharedWorker', injectTo: 'head-prepend' }],
    configurePreviewServer(server) {
      const { root, build } = server.config
      server.middlewares.use(answerAsProduction(config, resolve(root, build.outDir)))
    },
  }
}

/** Vite's client connects to the host of its page, which is not the server's own where a port is forwarded. */
function socketOf(scheme: string, host: string | undefined): string | null {
  return host !== undefined && /^[\w.:[\]-]+$/.test(host) ? `${scheme}://${host}` : null
}

function answerAsProduction(config: AppConfig, folder: string): Connect.NextHandleFunction {
  const page = join(folder, 'index.html')
  const html = existsSync(page) ? readFileSync(page, 'utf8') : ''
  const hashes = inlineScriptHashes(html)
  const base = baseOfPage(html)
  const appPath = appPathOf(base)
  return (request, response, next) => {
    addFinalSlash(request, appPath)
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const path = pathname.startsWith(appPath) ? pathname.slice(appPath.length - 1) : null
    const route = path === null ? 'page' : classify(path, folder, request.headers)
    // Vite's own middlewares keep a header that is set already.
    const headers = securityHeaders(config, route, hashes, assetOriginsOf(base))
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    // Another app of this host, such as the local API.
    if (path === null) return next()
    if (route === 'not-found') {
      response.statusCode = 404
      return response.end()
    }
    // Vite takes a name with a dot for a file.
    if (route === 'page' && !isFile(path, folder) && asksForDocument(request.headers))
      request.url = `${appPath}index.html`
    const file = fileFor(request, path, folder)
    if (file === null) return next()
    response.setHeader('Vary', 'Accept-Encoding')
    const compressed = brotliOf(file, request.headers['accept-encoding'] ?? '')
    if (compressed === null) return next()
    const body = readFileSync(compressed)
    const tag = `"${createHash('sha256').update(body).digest('base64url')}"`
    response.setHeader('ETag', tag)
    if (request.headers['if-none-match'] === tag) {
      response.statusCode = 304
      return response.end()
    }
    response.setHeader('Content-Type', `${textTypes[extname(file)]}; charset=utf-8`)
    response.setHeader('Content-Encoding', 'br')
    return response.end(body)
  }
}

/** The sign-out URL of an app below a path has no final slash; Vite would answer it with a hint. */
function addFinalSlash(request: IncomingMessage, appPath: string): void {
  const [path = '', ...query] = (request.url ?? '').split('?')
  if (appPath !== '/' && `${path}/` === appPath) request.url = [appPath, ...query].join('?')
}

/** The text that is asked for, or null if it is something else: another kind of file, or an API's answer. */
function fileFor({ method, headers }: IncomingMessage, path: string, folder: string): string | null {
  if (method !== 'GET') return null
  if (isFile(path, folder)) return extname(path) in textTypes ? join(folder, path) : null
  return String(headers.accept).includes('text/html') ? join(folder, 'index.html') : null
}

function isFile(path: string, folder: string): boolean {
  return statSync(join(folder, path), { throwIfNoEntry: false })?.isFile() === true
}

/** Browsers say what a request is for; other clients only which types they accept. */
function asksForDocument(headers: IncomingHttpHeaders): boolean {
  const purpose = headers['sec-fetch-dest']
  return purpose === undefined ? String(headers.accept).includes('text/html') : purpose === 'document'
}

/** A path without a dot in its last part is a page of the app; with one it is, too, where a document is asked for. */
function classify(path: string, folder: string, headers: IncomingHttpHeaders): RouteClass {
  const isAsset = path.startsWith('/assets/')
  if (isFile(path, folder)) return isAsset ? 'asset' : 'page'
  const hasDot = path.slice(path.lastIndexOf('/')).includes('.')
  if (isAsset || (hasDot && !asksForDocument(headers))) return 'not-found'
  return 'page'
}
