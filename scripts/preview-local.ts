import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { build, preview, type PreviewServer } from 'vite'
import { brandLook } from '../build/brand.ts'
import { defaultPoolConfigs } from '../local-cognito/defaults.ts'
import { registerOrigins } from '../local-cognito/register-origins.ts'
import { runPools } from '../local-cognito/run-pools.ts'
import { brandName } from '../src/brand.ts'
import { describeEvent, describePool, describeRegistered } from '../local-cognito/welcome.ts'

/** The mode whose build may use the local pool, and which reads no .env file. */
const mode = 'loopback'
/** Not `dist`, since this build must not be deployed. */
const outDir = resolve('node_modules/.cache/preview-local')

/**
 * Builds the app for production, but with the local pool, and serves it with the headers of production beside that pool.
 *
 * @param args `--port <number>`, by default 3000
 * @returns 1 if a port is in use; undefined while it runs
 */
export async function main(args: string[]): Promise<number | undefined> {
  const { values } = parseArgs({ args, options: { port: { type: 'string' } } })
  await build({ mode, logLevel: 'warn', build: { outDir, emptyOutDir: true } })
  try {
    const port = values.port === undefined ? {} : { port: Number(values.port) }
    const server = await preview({ mode, build: { outDir }, preview: port })
    await runPoolsFor(server)
    return undefined
  } catch (error) {
    console.error(error instanceof Error ? error.stack : error)
    return 1
  }
}

async function runPoolsFor(server: PreviewServer): Promise<void> {
  const origins = (server.resolvedUrls?.local ?? []).map((url) => new URL(url).origin)
  const { pools, added } = registerOrigins(defaultPoolConfigs, origins)
  const options = {
    stateFolder: '.local-cognito',
    look: brandLook({ appName: brandName }),
    log: console.warn,
    onEvent: printEvent,
  }
  const running = await runPools(pools, options).catch(async (error: unknown) => {
    await server.close()
    throw error
  })
  server.printUrls()
  for (const line of [...running.pools.flatMap(describePool), ...describeRegistered(added)]) console.info(line)
  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => void running.close().finally(() => process.exit(130)))
  }
}

function printEvent(event: Parameters<typeof describeEvent>[0]): void {
  const line = describeEvent(event)
  if (line !== undefined) console.info(line)
}
