import { join, sep } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import type { PoolConfig } from './config/pool-config.ts'
import { defaultPoolConfigs } from './defaults.ts'
import { runPools } from './run-pools.ts'
import type { RunningPools } from './run-pools.ts'
import { describeEvent, describePool } from './welcome.ts'

const key = Symbol.for('toyseven.local-cognito')

/** Vite bundles its configuration anew when it changes: what has to outlive that stands on globalThis. */
type Holder = typeof globalThis & { [key]?: RunningPools }

const holder: Holder = globalThis

/**
 * Runs the local user pools beside Vite's dev server: not in a build or a preview. A build that takes in any part of
 * them is refused.
 *
 * When vite.config.ts changes, Vite starts the new server before it closes the old one. So the running pools are closed
 * before the new ones listen, and the old server's end closes only pools of its own.
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
  return [beside({ enabled, pools, stateFolder }), refuseInBuild]
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

interface BesideOptions {
  readonly enabled: boolean
  readonly pools: readonly PoolConfig[]
  readonly stateFolder: string
}

function beside({ enabled, pools, stateFolder }: BesideOptions): Plugin {
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
      if (holder[key] === undefined) for (const signal of ['SIGINT', 'SIGHUP']) process.once(signal, endWithPools)
      holder[key] = running
      closeWith(server, running)
      announceWith(server, running)
    },
  }
}

/** Vite leaves Ctrl-C to Node, which would end without a word, and the last refresh token with it. */
function endWithPools(): void {
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
