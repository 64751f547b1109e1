import { createPrivateKey, sign } from 'node:crypto'
import type { PoolKeys } from '../../local-cognito/oauth/keys.ts'
import type { LocalPool } from '../../local-cognito/pool.ts'
import { collectSecrets, type Secrets } from './secrets.ts'

export interface TokenAnswer {
  readonly id_token: string
  readonly access_token: string
  readonly refresh_token?: string
}

type Members = Record<string, unknown>

/** The parts that are broken in responses that are valid otherwise. A member that is `undefined` is left out. */
export interface Break {
  /** Claims of the ID token, which is signed again with the pool's own key. */
  readonly claims?: Members
  /** Changes the payload of the ID token as text, into text that `JSON.stringify` cannot produce. Signed again too. */
  readonly payload?: (json: string) => string
  /** Members of the ID token's header. It is signed again too, always with RS256. */
  readonly header?: Members
  /** Changes the ID token after it is signed. */
  readonly idToken?: (token: string, response: TokenAnswer) => string
  /** Members of the token response. */
  readonly answer?: Members
  /** Replaces the token response. */
  readonly response?: (good: TokenAnswer) => Response
  /** Replaces the key set. */
  readonly keySet?: (good: { keys: Members[] }) => Response
  /** Changes the callback URL that the browser is redirected to. */
  readonly callback?: (url: URL) => void
}

/** A pool that can break any part of a valid response. It has the pool's own keys, as a compromised pool has. */
export interface HostileProvider {
  readonly pool: LocalPool
  /** Every token, code, state, nonce and verifier that the pool has sent or received so far. */
  readonly secrets: Secrets
  /** Breaks these parts of all later responses; `{}` breaks nothing. */
  readonly break: (what: Break) => void
  /** How many requests a path has received since the last call of `break`. */
  readonly countOf: (path: string) => number
}

export function createHostileProvider(genuine: LocalPool, { id }: PoolKeys): HostileProvider {
  const key = createPrivateKey({ key: { ...id }, format: 'jwk' })
  let broken: Break = {}
  let paths: string[] = []
  const secrets = collectSecrets()

  function resign(token: string): string {
    const { claims, payload = (json: string) => json, header } = broken
    const [head = '', body = ''] = token.split('.')
    if (claims === undefined && broken.payload === undefined && header === undefined) return token
    const json = payload(JSON.stringify({ ...decode(body), ...claims }))
    const input = `${encode(JSON.stringify({ ...decode(head), ...header }))}.${encode(json)}`
    return `${input}.${sign('sha256', Buffer.from(input), key).toString('base64url')}`
  }

  async function breakTokens(response: Response): Promise<Response> {
    if (response.status !== 200) return response
    const good: TokenAnswer = await response.json()
    const { headers } = response
    const signed = resign(good.id_token)
    const idToken = broken.idToken?.(signed, good) ?? signed
    if (broken.response !== undefined) return withCors(broken.response({ ...good, id_token: idToken }), headers)
    return withCors(Response.json({ ...good, id_token: idToken, ...broken.answer }), headers)
  }

  async function breakKeys(response: Response): Promise<Response> {
    return broken.keySet === undefined ? response : withCors(broken.keySet(await response.json()), response.headers)
  }

  function breakCallback(response: Response): Response {
    const location = response.headers.get('location')
    if (broken.callback === undefined || !location?.startsWith('http://localhost:3000/')) return response
    const url = new URL(location)
    broken.callback(url)
    const headers = new Headers(response.headers)
    headers.set('location', url.href)
    return new Response(null, { status: response.status, headers })
  }

  const pool: LocalPool = {
    ...genuine,
    async fetch(request, cut) {
      const { pathname } = new URL(request.url)
      if (request.method !== 'OPTIONS') paths.push(pathname)
      const form = new URLSearchParams(request.method === 'POST' ? await request.clone().text() : '')
      const response = await genuine.fetch(request, cut)
      await secrets.notice(request, form, response)
      return breakAnswer(pathname, request.method, response)
    },
  }

  async function breakAnswer(pathname: string, method: string, response: Response): Promise<Response> {
    if (pathname === '/oauth2/token' && method === 'POST') return breakTokens(response)
    return pathname.endsWith('/.well-known/jwks.json') ? breakKeys(response) : breakCallback(response)
  }

  return {
    pool,
    secrets,
    break(what) {
      broken = what
      paths = []
    },
    countOf: (path) => paths.filter((requested) => requested === path).length,
  }
}

export const encode = (text: string) => Buffer.from(text).toString('base64url')
const decode = (part: string): Members => JSON.parse(Buffer.from(part, 'base64url').toString())

/** Copies the CORS headers, without which the browser does not let the app read the response. */
function withCors(response: Response, from: Headers): Response {
  for (const [name, value] of from) if (name.startsWith('access-control-')) response.headers.set(name, value)
  return response
}
