import { parseArgs } from 'node:util'
import { snippetNames } from '../admin/pages/snippets.ts'
import type { SnippetName } from '../admin/pages/snippets.ts'

export type CliOptions = {
  /** The configuration file; the package's own if there is none. */
  readonly config: string | undefined
  readonly port: number | undefined
  readonly state: string
  readonly https: boolean
  readonly memory: boolean
  readonly reset: boolean
  readonly quiet: boolean
  readonly json: boolean
  readonly for: SnippetName | undefined
}

/** The options, or a sentence that says what is wrong with them. */
export function readOptions(args: string[]): CliOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        config: { type: 'string' },
        port: { type: 'string' },
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
    return { ...values, config: values.config, port, for: app }
  } catch (error) {
    return error instanceof Error ? error.message : 'The options could not be read.'
  }
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535
}
