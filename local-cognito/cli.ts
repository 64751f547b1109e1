import { parseArgs } from 'node:util'
import { localPort, poolConfigAtPort } from './defaults.ts'
import { createLocalPool } from './pool.ts'
import { serveLocalPool } from './serve.ts'
import { createFileStorage, createMemoryStorage } from './state/storage.ts'
import { describePool } from './welcome.ts'

const help = `A local stand-in for an Amazon Cognito user pool and its hosted UI. Development only.

  npm run local-cognito -- [options]

  --port <number>   where it listens on 127.0.0.1, and what its issuer says (default ${localPort})
  --state <file>    where keys, sessions and refresh tokens are kept (default .local-cognito/state.json)
  --memory          keeps nothing: each start is a new pool
  --help            this text
`

type Options = { readonly port: number; readonly state: string; readonly memory: boolean }

/**
 * Runs the local user pool alone, until it is interrupted.
 * @returns 0 for `--help`, 2 for options that it does not know; nothing while it runs
 */
export async function main(args: string[]): Promise<number | undefined> {
  if (args.includes('--help')) {
    console.info(help)
    return 0
  }
  const options = readOptions(args)
  if (typeof options === 'string') {
    console.error(`${options}\n\n${help}`)
    return 2
  }
  await run(options)
  return undefined
}

async function run({ port, state, memory }: Options): Promise<void> {
  const storage = memory ? createMemoryStorage() : createFileStorage(state, warn)
  const pool = await createLocalPool({ config: poolConfigAtPort(port), storage, log: warn })
  const served = await serveLocalPool(pool, { port })
  for (const line of [...describePool(pool), `  Issuer:  ${pool.issuer}`]) console.info(line)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void served.close())
}

function warn(line: string): void {
  console.warn(line)
}

/** The options, or a sentence that says what is wrong with them. */
function readOptions(args: string[]): Options | string {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, state: { type: 'string' }, memory: { type: 'boolean' } },
    })
    const port = Number(values.port ?? localPort)
    if (!Number.isInteger(port) || port < 1 || port > 65535) return `--port has to be a number from 1 to 65535.`
    return { port, state: values.state ?? '.local-cognito/state.json', memory: values.memory ?? false }
  } catch (error) {
    return error instanceof Error ? error.message : 'The options could not be read.'
  }
}
