import type { PoolConfig } from '../../local-cognito/config/pool-config.ts'
import { readConfig } from '../../local-cognito/config/read-config.ts'

/** The pools of a configuration that has to be right. */
export function readPools(value: unknown, scheme: 'http' | 'https' = 'http'): readonly PoolConfig[] {
  const reading = readConfig(value, scheme)
  if (reading.kind === 'wrong') throw new Error(reading.lines.join('\n'))
  return reading.pools
}
