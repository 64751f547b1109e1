import { Provider, type Adapter, type AdapterPayload, type Configuration } from 'oidc-provider'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import type { JWK } from 'jose'
import { clientId, personAt, redirectUri } from './pool-people.ts'

/** It wants a name for it before it makes a JWT of an access token. */
const resource = 'urn:bench:api'

/**
 * oidc-provider doing the work of the local pool: a public client with PKCE, one page with a password form, and for each
 * sign-in an ID token and a JWT access token, both RS256 with 2048 bits. Port, number of people and a file for the key
 * are the arguments.
 *
 * What differs: it keeps everything in memory only, where the pool writes a file; it draws no page worth looking at;
 * and it sends the browser through one redirect more.
 */
export async function main([port, people, keyFile = '']: string[]): Promise<void> {
  const origin = `http://127.0.0.1:${port}`
  const jwk = await keptKey(keyFile)
  const accounts = new Map(
    Array.from({ length: Number(people) }, (_, index) => [personAt(index).email, personAt(index)]),
  )
  const provider = new Provider(origin, configure(accounts, jwk))
  const answer = provider.callback()
  createServer((request, response) => {
    const isForm = request.url?.startsWith('/interaction/') === true
    void (isForm ? answerForm(provider, accounts, request, response) : answer(request, response))
  }).listen(Number(port), '127.0.0.1')
}

/** Made at the first start only, as the pool does. */
async function keptKey(file: string): Promise<JWK> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }
  writeFileSync(file, JSON.stringify(jwk))
  return jwk
}

type Accounts = ReadonlyMap<string, ReturnType<typeof personAt>>

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

async function answerForm(
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
  const person = accounts.get(form.get('username') ?? '')
  const isRight = person !== undefined && person.password === form.get('password')
  const result = isRight ? { login: { accountId: person.email } } : { error: 'access_denied' }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}

const kept = new Map<string, AdapterPayload>()

/** The adapter that comes with it forgets all but the newest thousand. */
class MapAdapter implements Adapter {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  #key(id: string): string {
    return `${this.#name} ${id}`
  }

  async upsert(id: string, payload: AdapterPayload): Promise<undefined> {
    kept.set(this.#key(id), payload)
    if (payload.uid !== undefined) kept.set(`${this.#name} uid ${payload.uid}`, payload)
    return undefined
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return kept.get(this.#key(id))
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return kept.get(`${this.#name} uid ${uid}`)
  }

  async findByUserCode(): Promise<undefined> {
    return undefined
  }

  async consume(id: string): Promise<undefined> {
    const payload = kept.get(this.#key(id))
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000)
    return undefined
  }

  async destroy(id: string): Promise<undefined> {
    kept.delete(this.#key(id))
    return undefined
  }

  async revokeByGrantId(): Promise<undefined> {
    return undefined
  }
}
