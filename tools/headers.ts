import { parseArgs } from 'node:util'
import { configOrThrow, readAppEnv } from './app-env.ts'
import { headerFormats, type HeaderFormat } from './header-formats.ts'

const help = `Prints the headers that production has to send, made from .env, for whatever hosts the app.

  npm run headers -- --format <${Object.keys(headerFormats).join('|')}>

  json         a list of path patterns, each with its headers
  netlify      the file _headers (Cloudflare Pages reads it too)
  nginx        location blocks for the server that serves dist/
  cloudfront   a response headers policy, as AWS's API and CLI take it; Cache-Control belongs on the objects in S3
`

/** @returns 0, or 2 for a format that it does not know */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { format: { type: 'string' }, help: { type: 'boolean' } } })
  const format = values.format ?? 'json'
  if (values.help === true || !isFormat(format)) {
    console.info(help)
    return values.help === true ? 0 : 2
  }
  const mode = 'production'
  console.info(headerFormats[format](configOrThrow(readAppEnv(mode, process.cwd()), mode)))
  return 0
}

function isFormat(text: string): text is HeaderFormat {
  return text in headerFormats
}
