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

/** What is wrong, in answers that are good otherwise. A member that is `undefined` is left out. */
export interface Break {
  /** Claims of the ID token; it is signed anew with the pool's own key. */
  readonly claims?: Members
  /** The payload of the ID token as text, for what no JSON value can say; signed anew too. */
  readonly payload?: (json: string) => string
  /** Members of the ID token's header; signed anew too, by RS256 whatever they say. */
  readonly header?: Members
  /** The ID token, once it is signed. */
  readonly idToken?: (token: string, answer: TokenAnswer) => string
  /** Members of the token answer. */
  readonly answer?: Members
  /** What comes in the place of the token answer. */
  readonly response?: (good: TokenAnswer) => Response
  /** What comes in the place of the key set. */
  readonly keySet?: (good: { keys: Members[] }) => Response
  /** Where the browser is sent instead of to the callback. */
  readonly callback?: (url: URL) => void
}

/** A pool that can break any one thing in a good answer. It has the pool's own keys, as a pool in foreign hands has. */
export interface HostileProvider {
  readonly pool: LocalPool
  /** Every token, code, state, nonce and verifier so far. */
  readonly secrets: Secrets
  /** From now on this is wrong; `{}` for nothing. */
  readonly break: (what: Break) => void
  /** How many requests came for a path since something was broken last. */
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
    countOf: (path) => paths.filter((asked) => asked === path).length,
  }
}

export const encode = (text: string) => Buffer.from(text).toString('base64url')
const decode = (part: string): Members => JSON.parse(Buffer.from(part, 'base64url').toString())

/** The browser lets the app read only what the pool allows it to. */
function withCors(response: Response, from: Headers): Response {
  for (const [name, value] of from) if (name.startsWith('access-control-')) response.headers.set(name, value)
  return response
}
