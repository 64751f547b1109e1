import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { LocalPool } from './pool.ts'

/** A key and a certificate for it, both PEM. */
export type Certificate = { readonly key: string; readonly cert: string }

export type ServedPool = {
  readonly origin: string
  /** Stops listening and ends the connections that browsers keep open. */
  close(): Promise<void>
}

type Place = { readonly port: number; readonly hostname?: string; readonly certificate?: Certificate }

/**
 * Lets a pool answer over HTTP, or over HTTPS with a certificate; at a second port too if its issuer has one. Meant for
 * this computer only: it listens on one address, 127.0.0.1 by default. Rejects with a plain sentence if a port is taken.
 */
export async function serveLocalPool(pool: LocalPool, place: Place): Promise<ServedPool> {
  const { origin, issuerOrigin } = pool.config
  const first = await listen(pool, place)
  const others =
    origin === issuerOrigin ? [] : [await listen(pool, { ...place, port: Number(new URL(issuerOrigin).port) })]
  const scheme = place.certificate === undefined ? 'http' : 'https'
  return {
    origin: `${scheme}://${place.hostname ?? loopback}:${place.port}`,
    async close() {
      // At once, since the process may end before the last connection does.
      pool.close()
      await Promise.all([first, ...others].map(closeServer))
      pool.close()
    },
  }
}

const loopback = '127.0.0.1'

type AnyServer = ReturnType<typeof serve>

async function listen(pool: LocalPool, { port, hostname = loopback, certificate }: Place): Promise<AnyServer> {
  const secured = certificate === undefined ? {} : await securedBy(certificate)
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: (request, { incoming }) => pool.fetch(request, () => incoming.socket.destroy()),
      port,
      hostname,
      ...secured,
    })
    server.once('error', (error: NodeJS.ErrnoException) => reject(plainError(error, hostname, port)))
    server.once('listening', () => resolve(server))
  })
}

/** Loaded only here: most people never ask for https. */
async function securedBy(certificate: Certificate) {
  const { createServer } = await import('node:https')
  return { createServer, serverOptions: { ...certificate } }
}

function plainError(error: NodeJS.ErrnoException, hostname: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error
  return new Error(`Port ${port} of ${hostname} is in use: is another local user pool running?`, { cause: error })
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
