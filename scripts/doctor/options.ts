import { parseArgs } from 'node:util'

export interface Options {
  readonly mode: string
  /** False if the mode is the default: then a project that has no .env yet is no failure. */
  readonly namesMode: boolean
  readonly isJson: boolean
  /** The address of the deployed app with a slash at the end; null to check none. */
  readonly appUrl: string | null
}

export const help = `Checks .env, the user pool that it names, and a deployed app. Changes nothing, and needs no AWS credentials.

  npm run doctor -- [--mode <mode>] [--app https://…] [--json]

  --mode <mode>   reads .env.<mode> too, as the build does (default: production)
  --app <url>     checks the deployed app at this address too
  --json          prints one JSON document (docs/doctor.md)
  --help          this text

Ends with 0 if no check fails, 1 if one fails, 2 for a wrong option. docs/doctor.md lists the checks.
`

/** @returns the options, or what is wrong with them */
export function readOptions(args: readonly string[]): Options | 'help' | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        mode: { type: 'string' },
        app: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) return 'help'
    const { mode, app } = values
    if (app !== undefined && !/^https?:/.test(URL.canParse(app) ? new URL(app).protocol : '')) {
      return { wrong: `--app needs a URL such as https://app.example.com, not ${app}` }
    }
    const appUrl = app === undefined ? null : startOf(new URL(app))
    return { mode: mode ?? 'production', namesMode: mode !== undefined, isJson: values.json, appUrl }
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : String(error) }
  }
}

function startOf({ origin, pathname }: URL): string {
  return origin + pathname.replace(/\/*$/, '/')
}
