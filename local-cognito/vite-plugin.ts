import { join, sep } from 'node:path'
import type { Plugin, ViteDevServer } from 'vite'
import type { PoolConfig } from './config/pool-config.ts'
import { defaultPoolConfigs } from './defaults.ts'
import type { PoolLook } from './hosted-ui/layout/look.ts'
import type { LocalPool } from './pool.ts'
import { registerOrigins } from './register-origins.ts'
import { runPools } from './run-pools.ts'
import type { RunningPools } from './run-pools.ts'
import { describeEvent, describePool, describeRegistered, poolLine } from './welcome.ts'

const key = Symbol.for('toyseven.local-cognito')

interface Running extends RunningPools {
  /** The URLs that were registered because of the origin of the dev server. */
  readonly registered: readonly string[]
}

/** Vite bundles its configuration again after each change. State that has to survive this is kept on globalThis. */
type Holder = typeof globalThis & { [key]?: { running?: Running | undefined; handlesSignals: boolean } }

const holder: Holder = globalThis
const held = (holder[key] ??= { handlesSignals: false })

/**
 * Runs the local user pools beside Vite's dev server, but not in a build or a preview. A build that includes any part
 * of the pools fails.
 *
 * The pools start once the dev server listens, because they register the origin that it really has: see registerOrigins.
 * When vite.config.ts changes, Vite closes the old server, and with it its pools, before the new server listens.
 */
export function localCognito({
  enabled,
  pools = defaultPoolConfigs,
  stateFolder = '.local-cognito',
  look = {},
}: {
  enabled: boolean
  pools?: readonly PoolConfig[]
  stateFolder?: string
  look?: PoolLook
}): Plugin[] {
  return [devServerPlugin({ enabled, pools, stateFolder, look }), refuseInBuild]
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
  readonly look: PoolLook
}

function devServerPlugin({ enabled, pools, stateFolder, look }: DevServerOptions): Plugin {
  return {
    name: 'local-cognito',
    apply: 'serve',
    async configureServer(server) {
      if (!enabled) return
      const start = () => startPools(server, { pools, stateFolder, look })
      if (server.httpServer === null) return start()
      const listen = server.listen.bind(server)
      server.listen = async (port, isRestart) => {
        const listening = await listen(port, isRestart)
        await start()
        // Vite does not print its URLs again after a restart.
        if (isRestart === true) for (const line of describeRunning(poolLine)) server.config.logger.info(line)
        return listening
      }
      announceWith(server)
    },
  }
}

async function startPools(
  server: ViteDevServer,
  { pools, stateFolder, look }: Omit<DevServerOptions, 'enabled'>,
): Promise<void> {
  await held.running?.close()
  const { logger } = server.config
  const registration = registerOrigins(pools, localOriginsOf(server))
  const running = await runPools(registration.pools, {
    stateFolder,
    look,
    log: (line) => logger.warn(line),
    onEvent(event) {
      const line = describeEvent(event)
      if (line !== undefined) logger.info(line)
    },
  })
  if (!held.handlesSignals) for (const signal of ['SIGINT', 'SIGHUP']) process.once(signal, closePoolsAndExit)
  held.handlesSignals = true
  held.running = { ...running, registered: registration.added }
  closeWith(server, running)
}

/** Cognito accepts http for this computer only, so the URLs for other computers in the network are left out. */
function localOriginsOf({ resolvedUrls }: ViteDevServer): string[] {
  return (resolvedUrls?.local ?? []).map((url) => new URL(url).origin)
}

/**
 * Vite does not handle Ctrl-C. Without this, Node would end at once, and the pools could not save their last changes,
 * such as the newest refresh token.
 */
function closePoolsAndExit(): void {
  void Promise.resolve(held.running?.close()).finally(() => process.exit(130))
}

function closeWith(server: ViteDevServer, running: RunningPools): void {
  server.httpServer?.once('close', () => void running.close())
}

function announceWith(server: ViteDevServer): void {
  const printUrls = server.printUrls.bind(server)
  server.printUrls = () => {
    printUrls()
    for (const line of describeRunning(describePool)) server.config.logger.info(line)
  }
}

function describeRunning(describeOne: (pool: LocalPool) => string[]): string[] {
  const { pools = [], registered = [] } = held.running ?? {}
  return [...pools.flatMap(describeOne), ...describeRegistered(registered)]
}
