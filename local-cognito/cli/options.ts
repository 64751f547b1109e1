import { parseArgs } from 'node:util'
import { snippetNames } from '../admin/pages/snippets.ts'
import type { SnippetName } from '../admin/pages/snippets.ts'

export type CliOptions = {
  /** The configuration file. Default: the package's own. */
  readonly config: string | undefined
  readonly port: number | undefined
  /** The address to listen on. */
  readonly host: string
  /** Host names at which the pools answer besides 127.0.0.1. */
  readonly allowedHosts: readonly string[]
  /** Whether to wait for a pool that another process starts. */
  readonly wait: boolean
  readonly state: string
  readonly https: boolean
  readonly memory: boolean
  readonly reset: boolean
  readonly quiet: boolean
  readonly json: boolean
  readonly for: SnippetName | undefined
}

/** Reads the options. Returns an error message if they are invalid. */
export function readOptions(args: string[]): CliOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string', default: '127.0.0.1' },
        'allow-host': { type: 'string', multiple: true, default: [] },
        wait: { type: 'boolean', default: false },
        state: { type: 'string', default: '.local-cognito' },
        for: { type: 'string' },
        https: { type: 'boolean', default: false },
        memory: { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
        quiet: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const port = values.port === undefined ? undefined : Number(values.port)
    if (port !== undefined && !isPort(port)) return '--port has to be a number from 1 to 65535.'
    const app = snippetNames.find((name) => name === values.for)
    if (values.for !== undefined && app === undefined) return `--for has to be one of: ${snippetNames.join(', ')}.`
    const { 'allow-host': allowedHosts, ...others } = values
    return { ...others, allowedHosts, config: values.config, port, for: app }
  } catch (error) {
    return error instanceof Error ? error.message : 'The options could not be read.'
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535
}
