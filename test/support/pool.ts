import { http } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'
import type { PoolConfig } from '../../local-cognito/config/pool-config.ts'
import { defaultPoolConfig } from '../../local-cognito/defaults.ts'
import { generatePoolKeys, type PoolKeys } from '../../local-cognito/oauth/keys.ts'
import { createLocalPool, type LocalPool } from '../../local-cognito/pool.ts'
import type { TestClock } from './test-clock.ts'

export const poolOrigin = defaultPoolConfig.origin
export const tokenUrl = `${poolOrigin}/oauth2/token`

/** The network of one test file: requests to the pool's origin reach the local pool, any other one is an error. */
export interface TestNetwork {
  readonly server: ReturnType<typeof setupServer>
  /** Starts a new pool, which responds to all requests from then on. */
  startPool: (clock: TestClock, config?: PoolConfig) => Promise<LocalPool>
  /** The number of requests to a path since the pool was started. */
  countOf: (path: string) => number
  /** Resolves as soon as a path has been requested. The steps before the request may take a moment. */
  asked: (path: string) => Promise<void>
}

export function joinNetwork(): TestNetwork {
  let pool: LocalPool | null = null
  let keys: PoolKeys | null = null
  let paths: string[] = []
  const server = setupServer(
    http.all(`${poolOrigin}/*`, ({ request }) => {
      if (pool === null) throw new Error('The test has not started a pool.')
      return pool.fetch(request)
    }),
  )
  server.events.on('request:start', ({ request }) => {
    if (request.method !== 'OPTIONS') paths.push(new URL(request.url).pathname)
  })
  beforeAll(async () => {
    server.listen({ onUnhandledRequest: 'error' })
    keys = await generatePoolKeys()
  })
  afterEach(() => server.resetHandlers())
  afterAll(() => server.close())
  return {
    server,
    async startPool(clock, config = defaultPoolConfig) {
      if (keys === null) throw new Error('Pools start in tests, not before them.')
      paths = []
      pool = await createLocalPool({ config, keys, now: () => clock.trueMs() })
      return pool
    },
    countOf: (path) => paths.filter((requested) => requested === path).length,
    asked: (path) => vi.waitFor(() => expect(paths).toContain(path), { interval: 1 }),
  }
}
