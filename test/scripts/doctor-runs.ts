import { vi } from 'vitest'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { createLocalPool } from '../../local-cognito/pool.ts'
import { generatePoolKeys } from '../../local-cognito/oauth/keys.ts'
import { serveLocalPool, type Certificate } from '../../local-cognito/serve.ts'
import { main } from '../../scripts/doctor.ts'
import type { World } from '../../scripts/doctor/ask.ts'
import type { CheckResult } from '../../scripts/doctor/check-result.ts'
import { freePort } from '../local-cognito/free-port.ts'
import { readPools } from '../local-cognito/read-pools.ts'

/** Generated once per test file, since RSA keys take long. */
const keys = await generatePoolKeys()

const poolId = 'ap-northeast-2_doctor'
const clientId = 'doctor-client'
const closing: (() => Promise<void>)[] = []

interface PoolChange {
  /** Settings of the app client. */
  readonly client?: Readonly<Record<string, unknown>>
  /** Changes a response before it is sent. */
  readonly rewrite?: (request: Request, response: Response) => Response | Promise<Response>
  readonly now?: () => number
  readonly certificate?: Certificate
}

/** Serves a pool over HTTP, with its issuer on another port, and points the configuration at it. */
export async function servePool({ client, rewrite, now, certificate }: PoolChange = {}): Promise<LocalPool> {
  const [port, issuerPort] = [await freePort(), await freePort()]
  const scheme = certificate === undefined ? 'http' : 'https'
  const clients = [
    {
      id: clientId,
      name: 'web',
      callbackUrls: ['http://localhost:3000/callback'],
      signOutUrls: ['http://localhost:3000'],
      scopes: ['openid', 'email', 'profile'],
      providers: ['COGNITO', 'Google'],
      ...client,
    },
  ]
  const [config] = readPools({ pools: [{ poolId, poolName: 'doctor', port, issuerPort, clients }] }, scheme)
  if (config === undefined) throw new Error('The configuration has no pool')
  const pool = await createLocalPool({ config, keys, ...(now === undefined ? {} : { now }) })
  const fetch: LocalPool['fetch'] = async (request, cut) => {
    const response = await pool.fetch(request, cut)
    return rewrite === undefined ? response : rewrite(request, response)
  }
  const served = await serveLocalPool(
    { ...pool, fetch },
    { port, ...(certificate === undefined ? {} : { certificate }) },
  )
  closing.push(() => served.close())
  vi.stubEnv('VITE_COGNITO_USER_POOL_ID', poolId)
  vi.stubEnv('VITE_COGNITO_CLIENT_ID', clientId)
  vi.stubEnv('VITE_COGNITO_DOMAIN', config.origin)
  vi.stubEnv('VITE_COGNITO_ISSUER', pool.issuer)
  vi.stubEnv('VITE_COGNITO_PROVIDERS', 'Google')
  return pool
}

/** Closes what a test has started, at its end. */
export function closeAtEnd(close: () => Promise<void>): void {
  closing.push(close)
}

/** Takes the configuration back, and closes the servers. */
export async function cleanUp(): Promise<void> {
  vi.unstubAllEnvs()
  await Promise.all(closing.splice(0).map((close) => close()))
}

interface Report {
  readonly version: number
  readonly mode: string
  readonly status: string
  readonly results: readonly CheckResult[]
}

/** Runs the command with --json. The mode is one that reads no .env file and may use a pool of this computer. */
export async function runDoctor(
  args: readonly string[] = [],
  world?: World,
): Promise<{ code: number; report: Report; of: (check: string) => CheckResult | undefined }> {
  const { code, output } = await printDoctor(['--mode', 'loopback', '--json', ...args], world)
  const report: Report = JSON.parse(output)
  return { code, report, of: (check) => report.results.find((result) => result.check === check) }
}

/** Runs the command and returns what it prints. */
export async function printDoctor(
  args: readonly string[],
  world?: World,
): Promise<{ code: number; output: string; errors: string }> {
  const [lines, errors]: [string[], string[]] = [[], []]
  vi.spyOn(console, 'info').mockImplementation((line: string) => lines.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => errors.push(line))
  const code = await main(args, world)
  return { code, output: lines.join('\n'), errors: errors.join('\n') }
}
