import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, preview, type InlineConfig } from 'vite'
import { configOrThrow, readAppEnv } from '../../build/app-env.ts'
import type { Certificate } from '../../local-cognito/serve.ts'
import { behindRelay, poolVariables } from './hosts.ts'
import type { Relay } from './relay.ts'
import { brandTokens } from '../../build/brand.ts'
import { brotli } from '../../build/brotli.ts'
import { responseHeaders } from '../../build/response-headers.ts'

export interface Contender {
  readonly name: string
  readonly port: number
  /** The folder of its build. */
  readonly outDir: string
  /** The app's folder inside `apps`; null for this project's app. */
  readonly app: string | null
  /** The checkout that this project's app is built from. */
  readonly root: string
  readonly signsIn: boolean
}

const cache = join(import.meta.dirname, '../../node_modules/.cache/bench-flow')

export const ours = contender('this app', 3000, null)
export const plainPage = { ...contender('React + router, no sign-in', 3001, 'page'), signsIn: false }
export const byHand = contender('hand-written, inside React', 3002, 'by-hand')
export const byHandEarly = contender('hand-written, started from the HTML', 3003, 'by-hand-early')
const quickStart = contender("react-oidc-context, AWS's quick start", 3004, 'quick-start')

/** BENCH_BEFORE: the folder of another checkout of this project to compare with, with its packages installed. */
const checkout = process.env['BENCH_BEFORE']
const before = contender('this app, before', 3005, null, 'before')

export const contenders: readonly Contender[] = [
  plainPage,
  byHand,
  byHandEarly,
  quickStart,
  ...(checkout === undefined ? [] : [{ ...before, root: checkout }]),
  ours,
]

export function siteOf({ port }: Contender): string {
  return `https://localhost:${port}`
}

/** Builds every app for production, and serves all of them with the same headers and the same compression. */
export async function serveAll(relay: Relay, certificate: Certificate): Promise<{ close: () => Promise<void> }> {
  const servers: { close: () => Promise<void> }[] = []
  Object.assign(process.env, poolVariables)
  for (const one of contenders) {
    const shared = sharedConfig(one, certificate)
    await build({ ...shared, build: { ...shared.build, emptyOutDir: true } })
    servers.push(await preview(shared))
    await relay.open(one.port, one.port + behindRelay)
  }
  return {
    async close() {
      for (const server of servers) await server.close()
    },
  }
}

function contender(name: string, port: number, app: string | null, folder = app ?? 'ours'): Contender {
  return { name, port, app, root: join(import.meta.dirname, '../..'), outDir: join(cache, folder), signsIn: true }
}

/** This project's app uses its own vite.config.ts. The others get the parts of it that work without this project's code. */
function sharedConfig({ app, root, outDir, port }: Contender, certificate: Certificate): InlineConfig {
  const config = configOrThrow(readAppEnv('loopback', root), 'loopback')
  const address = { port: port + behindRelay, strictPort: true, host: '127.0.0.1' }
  const previewOptions = { ...address, cors: false, https: { ...certificate } }
  if (app === null) {
    const configFile = join(root, 'vite.config.ts')
    return { root, configFile, mode: 'loopback', logLevel: 'error', build: { outDir }, preview: previewOptions }
  }
  return {
    root: join(import.meta.dirname, 'apps', app),
    configFile: false,
    logLevel: 'error',
    plugins: [react(), brandTokens(), responseHeaders(config), brotli()],
    build: { outDir, target: 'es2023', modulePreload: { polyfill: false } },
    preview: previewOptions,
  }
}
