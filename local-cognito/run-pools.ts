import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ownCertificate } from './certificate.ts'
import type { PoolConfig } from './config/pool-config.ts'
import type { PoolLook } from './hosted-ui/layout/look.ts'
import { createLocalPool } from './pool.ts'
import type { LocalPool, PoolEvent } from './pool.ts'
import { serveLocalPool } from './serve.ts'
import type { Certificate, ServedPool } from './serve.ts'
import { createFileStorage } from './state/file-storage.ts'
import { createMemoryStorage } from './state/storage.ts'

export type RunOptions = {
  /** The folder of the state files and the certificate. With `null` no state is kept. */
  readonly stateFolder: string | null
  readonly log: (line: string) => void
  readonly onEvent: (event: PoolEvent) => void
  /** Serves the pools over https. The scheme of their origins has to be `https` then. */
  readonly isHttps?: boolean
  /** The address to listen on. Default: 127.0.0.1. */
  readonly hostname?: string
  /** Host names at which the pools answer besides 127.0.0.1. */
  readonly allowedHosts?: readonly string[]
  /** How the pages look. Default: as this package is. */
  readonly look?: PoolLook
}

export type RunningPools = {
  readonly pools: readonly LocalPool[]
  /** Each call returns the same promise. */
  readonly close: () => Promise<void>
}

/** Starts each pool at the port of its origin. If one pool cannot start, closes the others and rejects. */
export async function runPools(configs: readonly PoolConfig[], options: RunOptions): Promise<RunningPools> {
  const certificate = options.isHttps === true ? await certificateIn(options.stateFolder) : undefined
  const started: { pool: LocalPool; served: ServedPool }[] = []
  let closed: Promise<unknown> | undefined
  const close = async () => {
    closed ??= Promise.all(started.map(({ served }) => served.close()))
    await closed
  }
  try {
    for (const [index, config] of configs.entries()) started.push(await start(config, index, options, certificate))
  } catch (error) {
    await close()
    throw error
  }
  return { pools: started.map(({ pool }) => pool), close }
}

/** Deletes the state of the pools. Keeps the certificate, because browsers may already trust it. */
export function resetPools(configs: readonly PoolConfig[], stateFolder: string): void {
  for (const { poolId } of configs) rmSync(stateFile(stateFolder, poolId), { force: true })
}

async function start(
  config: PoolConfig,
  index: number,
  { stateFolder, log, onEvent, hostname = '127.0.0.1', allowedHosts = [], look = {} }: RunOptions,
  certificate: Certificate | undefined,
): Promise<{ pool: LocalPool; served: ServedPool }> {
  const storage =
    stateFolder === null ? createMemoryStorage() : createFileStorage(stateFile(stateFolder, config.poolId), log)
  const port = Number(new URL(config.origin).port)
  try {
    // The first pool uses Cognito's cookie names. The other pools on this host need different names.
    const cookieSuffix = index === 0 ? '' : `-${port}`
    const pool = await createLocalPool({ config, storage, cookieSuffix, allowedHosts, look, log, onEvent })
    const served = await serveLocalPool(pool, { port, hostname, ...(certificate === undefined ? {} : { certificate }) })
    return { pool, served }
  } catch (error) {
    storage.close()
    throw error
  }
}

function stateFile(folder: string, poolId: string): string {
  return join(folder, `${poolId}.jsonl`)
}

function certificateIn(folder: string | null): Promise<Certificate> {
  return ownCertificate(join(folder ?? '.local-cognito', 'certificate.pem'))
}
