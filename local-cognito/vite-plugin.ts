import { join, sep } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import type { PoolConfig } from './config/pool-config.ts'
import { defaultPoolConfigs } from './defaults.ts'
import { runPools } from './run-pools.ts'
import type { RunningPools } from './run-pools.ts'
import { describeEvent, describePool } from './welcome.ts'

const key = Symbol.for('toyseven.local-cognito')

/** Vite bundles its configuration again after each change. State that has to survive this is kept on globalThis. */
type Holder = typeof globalThis & { [key]?: RunningPools }

const holder: Holder = globalThis

/**
 * Runs the local user pools beside Vite's dev server, but not in a build or a preview. A build that includes any part
 * of the pools fails.
 *
 * When vite.config.ts changes, Vite starts the new server before it closes the old one. So the plugin closes the
 * running pools before the new ones listen. When the old server closes, it closes only its own pools.
 */
export function localCognito({
  enabled,
  pools = defaultPoolConfigs,
  stateFolder = '.local-cognito',
}: {
  enabled: boolean
  pools?: readonly PoolConfig[]
  stateFolder?: string
}): Plugin[] {
  return [devServerPlugin({ enabled, pools, stateFolder }), refuseInBuild]
}

/** The pool contains passwords and signs tokens for every caller, so a production bundle must not contain it. */
const refuseInBuild: Plugin = {
  name: 'local-cognito:not-in-a-build',
  apply: 'build',
  load(id) {
    if (id.startsWith(join(import.meta.dirname, sep))) {
      this.error('The local user pool is a development tool: no part of it may be built into an app.')
    }
  },
}

interface DevServerOptions {
  readonly enabled: boolean
  readonly pools: readonly PoolConfig[]
  readonly stateFolder: string
}

function devServerPlugin({ enabled, pools, stateFolder }: DevServerOptions): Plugin {
  return {
    name: 'local-cognito',
    apply: 'serve',
    async configureServer(server) {
      if (!enabled) return
      await holder[key]?.close()
      const { logger } = server.config
      const running = await runPools(pools, {
        stateFolder,
        log: (line) => logger.warn(line),
        onEvent(event) {
          const line = describeEvent(event)
          if (line !== undefined) logger.info(line)
        },
      })
      if (holder[key] === undefined) for (const signal of ['SIGINT', 'SIGHUP']) process.once(signal, closePoolsAndExit)
      holder[key] = running
      closeWith(server, running)
      announceWith(server, running)
    },
  }
}

/**
 * Vite does not handle Ctrl-C. Without this, Node would end at once, and the pools could not save their last changes,
 * such as the newest refresh token.
 */
function closePoolsAndExit(): void {
  void Promise.resolve(holder[key]?.close()).finally(() => process.exit(130))
}

function closeWith(server: ViteDevServer, running: RunningPools): void {
  server.httpServer?.once('close', () => {
    if (holder[key] !== running) return
    delete holder[key]
    void running.close()
  })
}

function announceWith(server: ViteDevServer, { pools }: RunningPools): void {
  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    for (const line of pools.flatMap(describePool)) server.config.logger.info(line)
  }
}
