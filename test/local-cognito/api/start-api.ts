import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { expect, onTestFinished } from 'vitest'
import type { AppClient } from '../../../local-cognito/config/client-config.ts'
import type { PoolConfig } from '../../../local-cognito/config/pool-config.ts'
import { defaultPoolConfig, localOrigin } from '../../../local-cognito/defaults.ts'
import { serveLocalPool } from '../../../local-cognito/serve.ts'
import { freePort } from '../free-port.ts'
import { authorizeUrl, startPool, verifier } from '../start-pool.ts'
import type { Started } from '../start-pool.ts'
import { codeIn } from '../token-calls.ts'
import type { TokenSet } from '../token-calls.ts'

export const poolId = defaultPoolConfig.poolId
export const clientId = 'local-web-client'
export const minseo = 'minseo@example.com'
export const minseoSub = '0b5f4a53-6a0e-4d3c-9a37-2f1f3c7d1a01'
export const password = 'Local-pass-1'

export type Api = Started & {
  readonly origin: string
  readonly sdk: CognitoIdentityProviderClient
  /** Signs in at the hosted UI and exchanges the code. */
  readonly hostedTokens: (scope?: string) => Promise<Required<TokenSet>>
  /** The code, link or password of the last mail. */
  readonly lastMail: () => string
}

/** A pool that responds over HTTP, and the AWS SDK for it. Both end with the test. */
export async function startApi(change: Partial<PoolConfig> & { client?: Partial<AppClient> } = {}): Promise<Api> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const { client, ...poolChange } = change
  const clients = defaultPoolConfig.clients.map((one) => ({ ...one, ...client }))
  const config = { ...defaultPoolConfig, clients, ...poolChange, origin, issuerOrigin: origin }
  const started = await startPool({ config })
  const served = await serveLocalPool(started.pool, { port })
  const sdk = newSdk(origin)
  onTestFinished(async () => {
    sdk.destroy()
    await served.close()
  })
  return {
    ...started,
    origin,
    sdk,
    lastMail: () => started.pool.mails().at(-1)?.code ?? expect.fail('no mail'),
    async hostedTokens(scope = 'openid email profile aws.cognito.signin.user.admin') {
      const url = authorizeUrl({ scope }).replace(localOrigin, origin)
      const code = codeIn(await started.visitor.signIn(url, minseo))
      const form = { grant_type: 'authorization_code', client_id: clientId, code, code_verifier: verifier }
      const body = new URLSearchParams({ ...form, redirect_uri: 'http://localhost:3000/callback' })
      return (await fetch(`${origin}/oauth2/token`, { method: 'POST', body })).json()
    },
  }
}

/** The unmodified AWS SDK, pointed at the pool. */
function newSdk(origin: string): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    endpoint: origin,
    region: 'ap-northeast-2',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  })
}

/** Awaits an error of the SDK: its name and its message. */
export async function refusalOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`
    throw error
  }
  return expect.fail('the call succeeded')
}

/** The attributes of a user as an object. */
export function asObject(attributes: readonly { Name?: string | undefined; Value?: string | undefined }[] = []) {
  return Object.fromEntries(attributes.map(({ Name = '', Value }) => [Name, Value]))
}
