import { snippets } from './admin/pages/snippets.ts'
import { help } from './cli/help.ts'
import { readOptions } from './cli/options.ts'
import type { CliOptions } from './cli/options.ts'
import { waitForPools } from './cli/wait.ts'
import type { PoolConfig } from './config/pool-config.ts'
import { issuerOf } from './defaults.ts'
import { loadConfig } from './load-config.ts'
import type { PoolEvent } from './pool.ts'
import { resetPools, runPools } from './run-pools.ts'
import { describeEvent, describePool } from './welcome.ts'

/**
 * Runs local user pools until they are interrupted.
 * @returns 0 for `--help`, `--for` and `--wait`, 1 if the pools cannot start or do not get ready, 2 if the options or the configuration are invalid;
 * `undefined` while the pools run
 */
export async function main(args: string[]): Promise<number | undefined> {
  if (args.includes('--help')) {
    console.info(help)
    return 0
  }
  const options = readOptions(args)
  if (typeof options === 'string') return fail(2, `${options}\n\n${help}`)
  const loaded = loadConfig(options)
  if (loaded.kind === 'wrong') return fail(2, loaded.lines.join('\n'))
  if (options.for !== undefined) return printSnippet(loaded.pools, options.for)
  if (options.wait) return waitForPools(loaded.pools.map(({ origin }) => origin))
  if (!options.quiet && !options.json) for (const note of loaded.notes) console.info(`  note: ${note}`)
  return run(loaded.pools, options)
}

async function run(configs: readonly PoolConfig[], options: CliOptions): Promise<number | undefined> {
  const stateFolder = options.memory ? null : options.state
  if (options.reset && stateFolder !== null) resetPools(configs, stateFolder)
  try {
    const running = await runPools(configs, {
      stateFolder,
      isHttps: options.https,
      hostname: options.host,
      allowedHosts: options.allowedHosts,
      log: (line) => printEvent(options, { kind: 'trouble', line }, line),
      onEvent: (event) => printEvent(options, event, describeEvent(event)),
    })
    for (const pool of running.pools) {
      const lines = [
        ...describePool(pool),
        `  Issuer:  ${pool.issuer}`,
        '  For other apps:  --for amplify (see --help)',
      ]
      printEvent(options, { kind: 'started', origin: pool.config.origin, issuer: pool.issuer }, lines.join('\n'))
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void running.close())
    return undefined
  } catch (error) {
    // A port or a state file is in use. The message is enough; a stack trace would not help.
    return fail(1, error instanceof Error ? error.message : String(error))
  }
}

type CliEvent =
  | PoolEvent
  | { readonly kind: 'trouble'; readonly line: string }
  | ({ readonly kind: 'started' } & Record<string, string>)

/** Prints an event. `--quiet` does not hide problems. */
function printEvent({ json, quiet }: CliOptions, event: CliEvent, line: string | undefined): void {
  if (json) console.info(JSON.stringify(event))
  else if (event.kind === 'trouble') console.warn(line)
  else if (!quiet && line !== undefined) console.info(line)
}

function printSnippet(configs: readonly PoolConfig[], name: NonNullable<CliOptions['for']>): number {
  for (const config of configs) {
    const [client] = config.clients
    if (client === undefined) continue
    const address = { origin: config.origin, issuer: issuerOf(config), poolId: config.poolId, client }
    console.info(snippets(address)[name].lines.join('\n'))
  }
  return 0
}

function fail(code: number, line: string): number {
  console.error(line)
  return code
}
