import { test as base, expect, type Page } from '@playwright/test'
import { preview } from 'vite'
import { defaultPoolConfig, localOrigin } from '../../local-cognito/defaults.ts'
import { brandLook } from '../../build/brand.ts'
import { generatePoolKeys, type PoolKeys } from '../../local-cognito/oauth/keys.ts'
import { createLocalPool, type LocalPool } from '../../local-cognito/pool.ts'
import { serveLocalPool } from '../../local-cognito/serve.ts'
import { brandName } from '../../src/brand.ts'
import { watchForLeaks } from '../hostile/leak-watch.ts'
import { createHostileProvider, type HostileProvider } from '../hostile/provider.ts'
import { e2eBuilds, type E2eBuild } from './builds.ts'
import { appOrigin, freePorts, mapArgument, mappedRequest, type Ports } from './ports.ts'

/** The default pool. The app of the build `below-path` is registered too. */
const poolConfig = {
  ...defaultPoolConfig,
  clients: defaultPoolConfig.clients.map((client) => ({
    ...client,
    callbackUrls: [...client.callbackUrls, `${appOrigin}/app/callback`],
    signOutUrls: [...client.signOutUrls, `${appOrigin}/app`],
  })),
}

/** The pages look as they do beside the app. */
const look = brandLook({ appName: brandName })

interface TestFixtures {
  /** A pool of the test's own, in memory, at the address that the app was built for. */
  pool: LocalPool
  /** The same pool. A test can break anything in its responses. */
  provider: HostileProvider
  /** Lines that a test expects in the console, e.g. the browser's line about a request that fails on purpose. */
  expectedLines: RegExp[]
}

interface WorkerFixtures {
  /** The pool of the running test, for the requests of the stand-in API. */
  poolHolder: { pool: LocalPool | null }
  /** The ports on which this worker's servers listen. */
  ports: Ports
  build: E2eBuild
  keys: PoolKeys
  /** `vite preview` of one build, with the headers of production. */
  site: string
}

const autofocusNotice = /^Autofocus processing was blocked because a document already has a focused element\.$/

export const test = base.extend<TestFixtures, WorkerFixtures>({
  build: ['callback', { option: true, scope: 'worker' }],
  ports: [async ({}, provide) => provide(await freePorts()), { scope: 'worker' }],
  launchOptions: [
    async ({ launchOptions, ports }, provide) =>
      provide({ ...launchOptions, args: [...(launchOptions.args ?? []), mapArgument(ports)] }),
    { scope: 'worker' },
  ],
  request: async ({ request, ports }, provide) => provide(mappedRequest(request, ports)),
  poolHolder: [
    async ({}, provide) => {
      const holder: WorkerFixtures['poolHolder'] = { pool: null }
      const { fetch } = globalThis
      // The preview server runs in this process, and its API requests the pool's keys at the address of the build.
      globalThis.fetch = async (input, init) => {
        const request = new Request(input, init)
        return holder.pool !== null && request.url.startsWith(`${localOrigin}/`)
          ? holder.pool.fetch(request)
          : fetch(request)
      }
      await provide(holder)
      globalThis.fetch = fetch
    },
    { scope: 'worker', auto: true },
  ],
  keys: [async ({}, provide) => provide(await generatePoolKeys()), { scope: 'worker' }],
  site: [
    async ({ build, ports }, provide) => {
      const { outDir, env } = findBuild(build)
      Object.assign(process.env, env)
      const server = await preview({
        mode: 'loopback',
        logLevel: 'error',
        build: { outDir },
        preview: { port: ports.app },
      })
      await provide(appOrigin)
      await server.close()
      for (const name of Object.keys(env)) delete process.env[name]
    },
    { scope: 'worker', auto: true },
  ],
  provider: [
    async ({ keys, ports, poolHolder }, provide) => {
      const provider = createHostileProvider(await createLocalPool({ keys, config: poolConfig, look }), keys)
      const served = await serveLocalPool(provider.pool, {
        port: ports.pool,
        hostname: new URL(defaultPoolConfig.origin).hostname,
      })
      poolHolder.pool = provider.pool
      await provide(provider)
      poolHolder.pool = null
      await served.close()
    },
    { auto: true },
  ],
  pool: ({ provider }, provide) => provide(provider.pool),
  expectedLines: [[], { option: true }],
  // In every test, a secret may be only where the app has to keep or send it.
  context: async ({ context, provider, build }, provide) => {
    const watch = await watchForLeaks(
      context,
      provider.secrets,
      build === 'browser-storage' ? 'localStorage' : 'sessionStorage',
    )
    await provide(context)
    expect(await watch.leaks()).toEqual([])
  },
  // No page of the app or the pool may write an unexpected line to the console. Chromium's notice says that the test typed
  // before the page gave its first field the focus.
  page: async ({ page, expectedLines }, provide) => {
    const lines: string[] = []
    page.on('console', (message) => lines.push(message.text()))
    page.on('pageerror', (error) => lines.push(String(error)))
    await provide(page)
    expect(lines.filter((line) => ![autofocusNotice, ...expectedLines].some((pattern) => pattern.test(line)))).toEqual(
      [],
    )
  },
})

export { expect }

function findBuild(name: E2eBuild) {
  const build = e2eBuilds.find((candidate) => candidate.name === name)
  if (build === undefined) throw new Error(`There is no build "${name}".`)
  return build
}

/** Types an e-mail address and a password into the pool's page. */
export async function signInAtPool(page: Page, email = 'minseo@example.com', password = 'Local-pass-1'): Promise<void> {
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Opens a guarded page, signs in at the pool, and waits until the app shows the user. */
export async function signIn(page: Page, path = '/account'): Promise<void> {
  await page.goto(path)
  await signInAtPool(page)
  await expect(page.getByText('minseo@example.com')).toBeVisible()
}

/** Counts the requests of a page by path. */
export function countRequests(page: Page): (path: string) => number {
  const paths: string[] = []
  page.on('request', (request) => paths.push(new URL(request.url()).pathname))
  return (path) => paths.filter((requested) => requested === path).length
}
