import { createHash, randomBytes } from 'node:crypto'
import type { AppClient } from '../../local-cognito/config/client-config.ts'
import type { PoolConfig } from '../../local-cognito/config/pool-config.ts'
import { defaultPoolConfig, localClientId, localOrigin } from '../../local-cognito/defaults.ts'
import { generatePoolKeys } from '../../local-cognito/oauth/keys.ts'
import { createLocalPool } from '../../local-cognito/pool.ts'
import type { LocalPool, LocalPoolOptions } from '../../local-cognito/pool.ts'
import { createVisitor } from './visitor.ts'
import type { Visitor } from './visitor.ts'

export const callbackUrl = 'http://localhost:3000/callback'

/** Generated once per test file, since RSA keys take long. */
const keys = await generatePoolKeys()

export type TestClock = { now: () => number; pass(seconds: number): void }

/** A clock that stands still until the test moves it. */
export function createClock(startMs = Date.UTC(2026, 0, 1)): TestClock {
  let nowMs = startMs
  return {
    now: () => nowMs,
    pass: (seconds) => {
      nowMs += seconds * 1000
    },
  }
}

export type Started = { pool: LocalPool; clock: TestClock; visitor: Visitor }

/** Starts a pool in memory with a clock that the test moves, and a browser for it. */
export async function startPool(options: LocalPoolOptions = {}): Promise<Started> {
  const clock = createClock()
  const pool = await createLocalPool({ keys, now: clock.now, log: failOnLog, ...options })
  return { pool, clock, visitor: createVisitor(pool) }
}

function failOnLog(line: string): void {
  throw new Error(line)
}

/** The default pool with its client changed. */
export function configWith(change: Partial<AppClient>): PoolConfig {
  return { ...defaultPoolConfig, clients: defaultPoolConfig.clients.map((client) => ({ ...client, ...change })) }
}

export const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

/** An authorize URL with PKCE, state and nonce; a parameter set to `null` is left out. */
export function authorizeUrl(change: Record<string, string | null> = {}): string {
  const parameters = {
    response_type: 'code',
    client_id: localClientId,
    redirect_uri: callbackUrl,
    scope: 'openid email profile',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...change,
  }
  const kept = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== null)
  return `${localOrigin}/oauth2/authorize?${new URLSearchParams(kept)}`
}

/** The default pool with changes. Triggers and readings that are left out keep their defaults. */
export function poolWith({
  triggers,
  readings,
  ...change
}: Partial<Omit<PoolConfig, 'triggers' | 'readings'>> & {
  triggers?: Partial<PoolConfig['triggers']>
  readings?: Partial<PoolConfig['readings']>
}): PoolConfig {
  return {
    ...defaultPoolConfig,
    ...change,
    triggers: { ...defaultPoolConfig.triggers, ...triggers },
    readings: { ...defaultPoolConfig.readings, ...readings },
  }
}
