import type { AppClient } from './config/client-config.ts'
import type { PoolConfig } from './config/pool-config.ts'
import { loadConfig } from './load-config.ts'

/** The pools of the committed configuration, local-cognito.json. */
export const defaultPoolConfigs = loadDefaultPools()

/** The first pool of that configuration, and its first client. The app signs in with these in development. */
export const [defaultPoolConfig, localWebClient] = firstClient(defaultPoolConfigs)

export const localOrigin = defaultPoolConfig.origin
export const localPort = Number(new URL(localOrigin).port)
export const localPoolId = defaultPoolConfig.poolId
export const localClientId = localWebClient.id
export const localIssuer = issuerOf(defaultPoolConfig)

/** The `iss` of a pool's tokens. It has no slash at the end. */
export function issuerOf({ issuerOrigin, poolId }: PoolConfig): string {
  return `${issuerOrigin}/${poolId}`
}

function loadDefaultPools(): readonly PoolConfig[] {
  const reading = loadConfig({})
  if (reading.kind === 'fit') return reading.pools
  const message = reading.lines.join('\n')
  // A stack trace would not help the developer who corrects the file.
  throw Object.assign(new Error(message), { stack: message })
}

function firstClient([pool]: readonly PoolConfig[]): readonly [PoolConfig, AppClient] {
  const client = pool?.clients[0]
  if (pool === undefined || client === undefined) throw new Error('The configuration has no pool with a client')
  return [pool, client]
}

/** The default pool at another port. Its origin and its issuer get this port. */
export function poolConfigAtPort(port: number): PoolConfig {
  const origin = localOrigin.replace(/:\d+$/, `:${port}`)
  return { ...defaultPoolConfig, origin, issuerOrigin: origin }
}
