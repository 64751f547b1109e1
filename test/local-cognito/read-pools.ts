import type { PoolConfig } from '../../local-cognito/config/pool-config.ts'
import { readConfig } from '../../local-cognito/config/read-config.ts'

/** Reads the pools of a configuration. Throws an error with the faults of a configuration that is not valid. */
export function readPools(value: unknown, scheme: 'http' | 'https' = 'http'): readonly PoolConfig[] {
  const reading = readConfig(value, scheme)
  if (reading.kind === 'wrong') throw new Error(reading.lines.join('\n'))
  return reading.pools
}
