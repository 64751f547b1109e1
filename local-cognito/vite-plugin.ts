import type { Plugin, ViteDevServer } from 'vite'
import { localPort, poolConfigAtPort } from './defaults.ts'
import { createLocalPool } from './pool.ts'
import type { LocalPool } from './pool.ts'
import { serveLocalPool } from './serve.ts'
import type { ServedPool } from './serve.ts'
import { createFileStorage } from './state/storage.ts'
import { describePool } from './welcome.ts'

const key = Symbol.for('toyseven.local-cognito')

/** Vite bundles its configuration anew when it changes: what has to outlive that stands on globalThis. */
type Holder = typeof globalThis & { [key]?: ServedPool }

const holder: Holder = globalThis

/**
 * Runs the local user pool beside Vite's dev server: not in a build or a preview.
 *
 * When vite.config.ts changes, Vite starts the new server before it closes the old one. So the running pool is closed
 * before the new one listens, and the old server's end closes only a pool of its own.
 */
export function localCognito({
  enabled,
  port = localPort,
  stateFile = '.local-cognito/state.json',
}: {
  enabled: boolean
  port?: number
  stateFile?: string
}): Plugin {
  return {
    name: 'local-cognito',
    apply: 'serve',
    async configureServer(server) {
      if (!enabled) return
      await holder[key]?.close()
      const log = (line: string) => server.config.logger.warn(line)
      const pool = await createLocalPool({
        config: poolConfigAtPort(port),
        storage: createFileStorage(stateFile, log),
        log,
      })
      const served = await serveLocalPool(pool, { port })
      if (holder[key] === undefined) for (const signal of ['SIGINT', 'SIGHUP']) process.once(signal, endWithPool)
      holder[key] = served
      closeWith(server, served)
      announceWith(server, pool)
    },
  }
}

/** Vite leaves Ctrl-C to Node, which would end without a word, and the last refresh token with it. */
function endWithPool(): void {
  void Promise.resolve(holder[key]?.close()).finally(() => process.exit(130))
}

function closeWith(server: ViteDevServer, served: ServedPool): void {
  server.httpServer?.once('close', () => {
    if (holder[key] !== served) return
    delete holder[key]
    void served.close()
  })
}

function announceWith(server: ViteDevServer, pool: LocalPool): void {
  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    for (const line of describePool(pool)) server.config.logger.info(line)
  }
}
