import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { extname, join, resolve } from 'node:path'
import type { Connect, Plugin } from 'vite'
import type { AppConfig } from '../src/config/app-config.ts'
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
  const hashes = existsSync(page) ? inlineScriptHashes(readFileSync(page, 'utf8')) : []
  return (request, response, next) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const route = classify(pathname, folder)
    // Vite's own middlewares keep a header that is set already.
    for (const [name, value] of Object.entries(securityHeaders(config, route, hashes))) response.setHeader(name, value)
    if (route === 'not-found') {
      response.statusCode = 404
      return response.end()
    }
    const file = fileFor(request, pathname, folder)
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

/** The text that is asked for, or null if it is something else: another kind of file, or an API's answer. */
function fileFor({ method, headers }: IncomingMessage, pathname: string, folder: string): string | null {
  if (method !== 'GET') return null
  if (!isPageOfApp(pathname)) return extname(pathname) in textTypes ? join(folder, pathname) : null
  return String(headers.accept).includes('text/html') ? join(folder, 'index.html') : null
}

/** A path whose last part has a dot asks for a file; any other is a page of the app. */
function isPageOfApp(pathname: string): boolean {
  return !pathname.slice(pathname.lastIndexOf('/')).includes('.')
}

function classify(pathname: string, folder: string): RouteClass {
  if (isPageOfApp(pathname) || pathname === '/index.html') return 'page'
  if (!existsSync(join(folder, pathname))) return 'not-found'
  return pathname.startsWith('/assets/') ? 'asset' : 'page'
}
