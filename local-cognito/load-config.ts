import { readFileSync } from 'node:fs'
import { readConfig } from './config/read-config.ts'
import type { ConfigReading } from './config/read-config.ts'
import type { PoolConfig } from './config/pool-config.ts'
import ownConfig from './local-cognito.json' with { type: 'json' }

type Choice = { readonly config?: string | undefined; readonly port?: number | undefined; readonly https?: boolean }

/** Reads a configuration file, or the package's own. Each line of an error starts with the file's name. */
export function loadConfig({ config: file, port, https = false }: Choice): ConfigReading {
  const name = file ?? 'local-cognito.json'
  const found = file === undefined ? { value: ownConfig } : readJson(file)
  if ('fault' in found) return { kind: 'wrong', lines: [`${name}: ${found.fault}`] }
  const reading = readConfig(found.value, https ? 'https' : 'http')
  if (reading.kind === 'wrong') return { kind: 'wrong', lines: reading.lines.map((line) => `${name}: ${line}`) }
  return port === undefined ? reading : { ...reading, pools: withPort(reading.pools, port) }
}

function readJson(file: string): { readonly value: unknown } | { readonly fault: string } {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return { fault: 'there is no such file, or it cannot be read' }
  }
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    return { fault: `is not JSON (${error instanceof Error ? error.message : 'it does not parse'})` }
  }
}

/** Moves the first pool to another port. Its issuer gets this port too, unless it has a port of its own. */
function withPort([first, ...others]: readonly PoolConfig[], port: number): PoolConfig[] {
  if (first === undefined) return []
  const origin = first.origin.replace(/:\d+$/, `:${port}`)
  const issuerOrigin = first.issuerOrigin === first.origin ? origin : first.issuerOrigin
  return [{ ...first, origin, issuerOrigin }, ...others]
}
