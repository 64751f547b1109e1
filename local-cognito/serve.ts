import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { LocalPool } from './pool.ts'

export type ServedPool = {
  readonly origin: string
  /** Stops listening and ends the connections that browsers keep open. */
  close(): Promise<void>
}

/**
 * Lets a pool answer over HTTP. Meant for this computer only: it listens on one address, 127.0.0.1 by default.
 * Rejects with a plain sentence if the port is taken.
 */
export function serveLocalPool(
  pool: LocalPool,
  { port, hostname = '127.0.0.1' }: { port: number; hostname?: string },
): Promise<ServedPool> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: (request) => pool.fetch(request), port, hostname })
    server.once('error', (error: NodeJS.ErrnoException) => reject(plainError(error, hostname, port)))
    server.once('listening', () =>
      resolve({ origin: `http://${hostname}:${port}`, close: () => closeServer(server, pool) }),
    )
  })
}

function plainError(error: NodeJS.ErrnoException, hostname: string, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error
  return new Error(`Port ${port} of ${hostname} is in use: is another local user pool running?`, { cause: error })
}

function closeServer(server: ReturnType<typeof serve>, pool: LocalPool): Promise<void> {
  // At once, since the process may end before the last connection does.
  pool.close()
  return new Promise((resolve) => {
    server.close(() => {
      pool.close()
      resolve()
    })
    if (isHttp1(server)) server.closeAllConnections()
  })
}

function isHttp1(server: ReturnType<typeof serve>): server is Server {
  return 'closeAllConnections' in server
}
