import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { appPathOf, assetOriginsOf, baseOfPage } from '../build/app-base.ts'
import type { AppConfig } from '../src/config/app-config.ts'
import { ConfigError, configOrThrow, readAppEnv } from '../build/app-env.ts'
import { inlineScriptHashes } from '../build/inline-scripts.ts'
import { headerFormats, type BuiltSite, type HeaderFormat } from '../build/header-formats.ts'
import { securityHeaders, type RouteClass } from '../build/security-headers.ts'

const help = `Prints the headers that production has to send, made from .env and the built page, for the app's host.

  npm run headers -- --format <${Object.keys(headerFormats).join('|')}> [--mode staging] [--page dist/index.html]...

  json         the default: a list of path patterns, each with its headers
  netlify      the file _headers (Cloudflare Pages reads it too)
  nginx        location blocks for the server that serves dist/
  cloudfront   a response headers policy, as AWS's API and CLI take it; Cache-Control belongs on the objects in S3
  cloudfront-function   the function for viewer requests that finds the page of a path, and the compressed file

--mode is the mode of the build, production by default: with --mode staging it reads .env.staging, too.
Each --page is a build whose script the policy lets run: while a new one takes the place of the old, both, the new one
first. The page also says the app's path and the host of its assets (Vite's base).
docs/hosting.md says where each goes.
`

/** @returns 0, 1 for a configuration with errors, or 2 for a format that it does not know or a page that is not there */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      format: { type: 'string' },
      mode: { type: 'string', default: 'production' },
      page: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
  })
  const format = values.format ?? 'json'
  if (values.help === true || !isFormat(format)) {
    console.info(help)
    return values.help === true ? 0 : 2
  }
  const pages = values.page ?? ['dist/index.html']
  const missing = pages.find((page) => !existsSync(page))
  if (missing !== undefined) {
    console.error(
      `There is no ${missing} yet. The policy names the script inside the built page: run "npm run build" first.`,
    )
    return 2
  }
  const config = configOf(values.mode)
  if (config === null) return 1
  const htmls = pages.map((page) => readFileSync(page, 'utf8'))
  const hashes = new Set(htmls.flatMap(inlineScriptHashes))
  const assets = new Set(htmls.flatMap((html) => assetOriginsOf(baseOfPage(html))))
  const headersOf = (route: RouteClass) => securityHeaders(config, route, [...hashes], [...assets])
  console.info(headerFormats[format](headersOf, siteOf(pages[0] ?? '', htmls[0] ?? '')))
  return 0
}

/** Null if the configuration has errors, which are printed then. */
function configOf(mode: string): AppConfig | null {
  try {
    return configOrThrow(readAppEnv(mode, process.cwd()), mode)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    return null
  }
}

/** The app's path, as the page was built for it, and the files beside the page. */
function siteOf(page: string, html: string): BuiltSite {
  const names = readdirSync(dirname(page), { withFileTypes: true }).filter((entry) => entry.isFile())
  const files = names.map(({ name }) => name).filter((name) => !name.endsWith('.br') && !name.endsWith('.html'))
  return { path: appPathOf(baseOfPage(html)), files: files.toSorted() }
}

function isFormat(text: string): text is HeaderFormat {
  return text in headerFormats
}
