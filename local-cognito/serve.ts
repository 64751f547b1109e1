import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { LocalPool } from './pool.ts'

/** A key and a certificate for it, both PEM. */
export type Certificate = { readonly key: string; readonly cert: string }

export type ServedPool = {
  readonly origin: string
  /** Stops listening and closes the connections that browsers keep open. */
  close(): Promise<void>
}

type ListenOptions = { readonly port: number; readonly hostname?: string; readonly certificate?: Certificate }

/**
 * Serves a pool over HTTP, or over HTTPS with a certificate. Also listens on a second port if the issuer has one. Meant
 * for this computer only: it listens on one address, 127.0.0.1 by default. Rejects with a readable message if a port is
 * in use.
 */
export async function serveLocalPool(pool: LocalPool, options: ListenOptions): Promise<ServedPool> {
  const { origin, issuerOrigin } = pool.config
  const first = await listen(pool, options)
  const others =
    origin === issuerOrigin ? [] : [await listen(pool, { ...options, port: Number(new URL(issuerOrigin).port) })]
  const scheme = options.certificate === undefined ? 'http' : 'https'
  return {
    origin: `${scheme}://${options.hostname ?? loopback}:${options.port}`,
    async close() {
      // Saves now, because the process may end before the last connection does.
      pool.close()
      await Promise.all([first, ...others].map(closeServer))
      pool.close()
    },
  }
}

const loopback = '127.0.0.1'
const inspectorPort = 9229

type AnyServer = ReturnType<typeof serve>

async function listen(pool: LocalPool, { port, hostname = loopback, certificate }: ListenOptions): Promise<AnyServer> {
  const https = certificate === undefined ? {} : await httpsOptions(certificate)
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: (request, { incoming }) => pool.fetch(request, () => incoming.socket.destroy()),
      port,
      hostname,
      ...https,
    })
    server.once('error', (error: NodeJS.ErrnoException) => reject(readableError(error, hostname, port)))
    server.once('listening', () => resolve(server))
  })
}

/** `node:https` is loaded only here, because most developers never use https. */
async function httpsOptions(certificate: Certificate) {
  const { createServer } = await import('node:https')
  return { createServer, serverOptions: { ...certificate } }
}

/** Says that a port is in use. Port 9229 is the default of these pools and of Node's inspector. */
export function busyPortMessage(hostname: string, port: number): string {
  const inspector = ' Port 9229 is also that of Node’s inspector: a debugger, or node --inspect, may use it.'
  return `Port ${port} of ${hostname} is in use: is another local user pool running? Stop it, or set another port (--port, or "port" in the configuration file).${port === inspectorPort ? inspector : ''}`
}

function readableError(error: NodeJS.ErrnoException, hostname: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error
  const message = busyPortMessage(hostname, port)
  // A stack trace would not help the developer who started the pool twice, nor would the cause, which has one too.
  return Object.assign(new Error(message), { stack: message })
}

function closeServer(server: AnyServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    if (isHttp1(server)) server.closeAllConnections()
  })
}

function isHttp1(server: AnyServer): server is Server {
  return 'closeAllConnections' in server
}
