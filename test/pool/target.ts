import { createHash, randomBytes } from 'node:crypto'

/** A user with a browser who can sign in. */
export type FormUser = {
  /** Signs in, in a browser without a session, and returns the callback URL. */
  signIn(authorizeUrl: string): Promise<string>
  /** Opens a URL in the browser of the last sign-in, and returns the URL that the browser ends at. */
  reopen(url: string): Promise<string>
}

/** The pool that the rows check from outside. */
export type Target = {
  readonly domain: string
  readonly issuer: string
  readonly clientId: string
  /** Registered exactly like this, without an added slash. */
  readonly redirectUri: string
  readonly logoutUri: string
  /** A client of the same pool that has a secret, if the pool has one. */
  readonly secretClientId?: string
  readonly person: FormUser | null
  readonly fetch: (request: Request) => Promise<Response>
}

export type Seen = {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The `Location` header as the pool wrote it; empty if the response has none. */
  readonly location: string
  /** The body as a JSON object; an empty object if it is not one. */
  readonly json: Readonly<Record<string, unknown>>
}

/** Sends a request without cookies and follows no redirect. */
export async function ask(target: Target, url: string, init: RequestInit = {}): Promise<Seen> {
  const response = await target.fetch(new Request(url, { ...init, redirect: 'manual' }))
  const text = await response.text()
  const location = response.headers.get('location') ?? ''
  return { status: response.status, headers: response.headers, text, location, json: asJson(text) }
}

type Fields = Readonly<Record<string, string | null>>

/** Posts a form; a field set to null is left out. */
export function post(target: Target, path: string, fields: Fields): Promise<Seen> {
  return ask(target, `${target.domain}${path}`, { method: 'POST', body: new URLSearchParams(present(fields)) })
}

const verifier = randomBytes(32).toString('base64url')
const challenge = createHash('sha256').update(verifier).digest('base64url')

/** An authorize URL with everything that a careful app sends; a parameter set to null is left out. */
export function authorizeUrl({ domain, clientId, redirectUri }: Target, change: Fields = {}): string {
  const query = new URLSearchParams(
    present({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: 'openid email',
      state: 'state-1',
      nonce: 'nonce-1',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...change,
    }),
  )
  return `${domain}/oauth2/authorize?${query}`
}

/** Signs in and exchanges the code. */
export async function tokensFor(target: Target, change: Fields = {}, fields: Fields = {}): Promise<Seen> {
  return exchange(target, await codeFor(target, change), fields)
}

/** Signs in and returns the code. */
export async function codeFor(target: Target, change: Fields = {}): Promise<string> {
  const callback = (await target.person?.signIn(authorizeUrl(target, change))) ?? ''
  const code = new URL(callback).searchParams.get('code')
  if (code === null) throw new Error(`The sign-in returned no code: ${callback}`)
  return code
}

/** Exchanges a code as the app does. */
export function exchange(target: Target, code: string, fields: Fields = {}): Promise<Seen> {
  const { clientId, redirectUri } = target
  const form = { grant_type: 'authorization_code', client_id: clientId, code, redirect_uri: redirectUri }
  return post(target, '/oauth2/token', { ...form, code_verifier: verifier, ...fields })
}

/** Refreshes as the app does. */
export function refresh(target: Target, refreshToken: unknown): Promise<Seen> {
  const form = { grant_type: 'refresh_token', client_id: target.clientId, refresh_token: String(refreshToken) }
  return post(target, '/oauth2/token', form)
}

function present(fields: Fields): [string, string][] {
  return Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== null)
}

function asJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
