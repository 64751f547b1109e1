import { Provider, type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'
import { clientId, userAt, redirectUri } from './pool-people.ts'

/** oidc-provider issues a JWT access token only for a named resource. */
const resource = 'urn:bench:api'

/**
 * Runs oidc-provider with the same work as the local pool: a public client with PKCE, one page with a password form, and
 * for each sign-in an ID token and a JWT access token, both RS256 with 2048 bits. The arguments are the port, the number
 * of users and a file for the key.
 *
 * Differences: it stores everything in memory only, while the pool writes a file; its page is a bare form; and its
 * sign-in has one more redirect.
 */
export async function main([port, userCount, keyFile = '']: string[]): Promise<void> {
  const origin = `http://127.0.0.1:${port}`
  const jwk = await loadOrCreateKey(keyFile)
  const accounts = new Map(
    Array.from({ length: Number(userCount) }, (_, index) => [userAt(index).email, userAt(index)]),
  )
  const provider = new Provider(origin, configure(accounts, jwk))
  const handleRequest = provider.callback()
  createServer((request, response) => {
    const isForm = request.url?.startsWith('/interaction/') === true
    void (isForm ? handleForm(provider, accounts, request, response) : handleRequest(request, response))
  }).listen(Number(port), '127.0.0.1')
}

/** Creates the key at the first start only, as the pool does. */
async function loadOrCreateKey(file: string): Promise<JWK> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }
  writeFileSync(file, JSON.stringify(jwk))
  return jwk
}

type Accounts = ReadonlyMap<string, ReturnType<typeof userAt>>

function configure(accounts: Accounts, jwk: JWK): Configuration {
  return {
    adapter: MapAdapter,
    jwks: { keys: [jwk] },
    clients: [
      {
        client_id: clientId,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    cookies: { keys: ['bench'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: async (_context, sub) => ({
      accountId: sub,
      claims: async () => ({ sub, email: sub, email_verified: true, name: accounts.get(sub)?.name }),
    }),
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    loadExistingGrant: grantEverything,
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: '', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
    },
  }
}

/** Cognito has no consent page. */
const grantEverything: NonNullable<Configuration['loadExistingGrant']> = async ({ oidc }) => {
  const { client, session, provider } = oidc
  const accountId = session?.accountId
  if (client === undefined || accountId === undefined) return undefined
  const grant = new provider.Grant({ clientId: client.clientId, accountId })
  grant.addOIDCScope('openid email profile')
  await grant.save()
  return grant
}

async function handleForm(
  provider: Provider,
  accounts: Accounts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'GET') {
    await provider.interactionDetails(request, response)
    response.setHeader('content-type', 'text/html')
    response.end('<form method="post"><input name="username"><input name="password"></form>')
    return
  }
  const form = new URLSearchParams((await request.toArray()).join(''))
  const user = accounts.get(form.get('username') ?? '')
  const isRight = user !== undefined && user.password === form.get('password')
  const result = isRight ? { login: { accountId: user.email } } : { error: 'access_denied' }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

const entries = new Map<string, AdapterPayload>()

/** oidc-provider's own in-memory adapter keeps only the newest thousand entries. */
class MapAdapter implements Adapter {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  #key(id: string): string {
    return `${this.#name} ${id}`
  }

  async upsert(id: string, payload: AdapterPayload): Promise<undefined> {
    entries.set(this.#key(id), payload)
    if (payload.uid !== undefined) entries.set(`${this.#name} uid ${payload.uid}`, payload)
    return undefined
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return entries.get(this.#key(id))
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return entries.get(`${this.#name} uid ${uid}`)
  }

  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  async consume(id: string): Promise<undefined> {
    const payload = entries.get(this.#key(id))
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
    return undefined
  }

  async destroy(id: string): Promise<undefined> {
    entries.delete(this.#key(id))
    return undefined
  }

  async revokeByGrantId(): Promise<undefined> {
    return undefined
  }
}
