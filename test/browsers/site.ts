import { preview } from 'vite'
import type { PoolConfig } from '../../local-cognito/config/pool-config.ts'
import { issuerOf, poolConfigAtPort } from '../../local-cognito/defaults.ts'
import { createLocalPool, type LocalPool } from '../../local-cognito/pool.ts'
import { serveLocalPool } from '../../local-cognito/serve.ts'
import { buildForTests, withEnv } from '../../scripts/build-for-tests.ts'
import { freePorts } from '../e2e/ports.ts'

const outDir = 'node_modules/.cache/browsers'

export interface Site {
  readonly appOrigin: string
  readonly pool: LocalPool
  readonly close: () => Promise<void>
}

/** Builds the app for a local pool at a free port, and serves both, the app with the headers of production. */
export async function startSite(): Promise<Site> {
  const ports = await freePorts()
  const appOrigin = `http://localhost:${ports.app}`
  const config = withApp(poolConfigAtPort(ports.pool), appOrigin)
  const env = envOf(config)
  await buildForTests(process.cwd(), outDir, env)
  const served = await withEnv(env, () =>
    preview({ mode: 'loopback', logLevel: 'error', build: { outDir }, preview: { port: ports.app } }),
  )
  const pool = await createLocalPool({ config })
  const servedPool = await serveLocalPool(pool, { port: ports.pool })
  const close = async () => {
    await Promise.all([served.close(), servedPool.close()])
  }
  return { appOrigin, pool, close }
}

function withApp(config: PoolConfig, appOrigin: string): PoolConfig {
  const urls = { callbackUrls: [`${appOrigin}/callback`], signOutUrls: [appOrigin] }
  return { ...config, clients: config.clients.map((client) => ({ ...client, ...urls })) }
}

/** Redirect and sign-out URL are left out: the app takes them from the page's own origin. */
function envOf(config: PoolConfig): Readonly<Record<string, string>> {
  return {
    VITE_COGNITO_USER_POOL_ID: config.poolId,
    VITE_COGNITO_CLIENT_ID: config.clients[0]?.id ?? '',
    VITE_COGNITO_DOMAIN: config.origin,
    VITE_COGNITO_ISSUER: issuerOf(config),
    VITE_COGNITO_PROVIDERS: 'Google',
  }
}
