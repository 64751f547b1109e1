import { asRecord, parseJson } from '../auth/encoding/json.ts'
import type { Problem } from '../auth/problem.ts'
import type { Session } from '../auth/session/session.ts'
import type { Platform } from '../browser/platform.ts'

/** The result of a call. */
export type ApiAnswer =
  /** Status 200 to 299. `body` is the parsed JSON, or undefined if it was not JSON. It is untrusted: check its shape. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** Any other status but 401 and 403. `error` is the member of that name in the JSON body, if it is a short code. */
  | { readonly kind: 'error'; readonly status: number; readonly error: string | null; readonly body: unknown }
  /** The user is signed in, and may not do this. */
  | { readonly kind: 'not-allowed' }
  /** The API asks for a more recent or a stronger authentication: pass both to `session.signIn`. */
  | { readonly kind: 'step-up'; readonly maxAge: number | undefined; readonly acrValues: string | undefined }
  /** No user is signed in any more, or another one: the response is discarded. */
  | { readonly kind: 'signed-out' }
  /** The caller has aborted the call with its signal. */
  | { readonly kind: 'aborted' }
  /** There is no token right now, or the API does not answer. */
  | { readonly kind: 'failed'; readonly problem: Problem }

export interface ApiRequest extends RequestInit {
  /** Sent as the JSON body. */
  readonly json?: unknown
}

export type ApiCaller = Pick<Session, 'state' | 'accessToken' | 'refresh'>
export type ApiPlatform = Pick<Platform, 'fetch' | 'clock'>

const timeoutMs = 10_000
const safeMethods = new Set(['GET', 'HEAD'])

/** Calls the app's API with the user's access token. */
export class Api {
  readonly #baseUrl: string
  readonly #session: ApiCaller
  readonly #platform: ApiPlatform

  /** @param baseUrl as configured, without a slash at the end */
  constructor(baseUrl: string, session: ApiCaller, platform: ApiPlatform) {
    this.#baseUrl = baseUrl
    this.#session = session
    this.#platform = platform
  }

  /**
   * Sends one request, within 10 s. After a 401 it refreshes the token, and sends the request again if that is safe (GET
   * and HEAD). A 401 that asks for a step-up is not sent again: new tokens would not help. No response of an API ends the
   * session.
   *
   * @param path below the base URL, e.g. `/orders?open=1`
   * @throws TypeError if the path leads to another origin: a token goes nowhere else
   * @see https://datatracker.ietf.org/doc/html/rfc6750#section-3
   * @see https://datatracker.ietf.org/doc/html/rfc9470#section-3
   */
  async send(path: string, { json, ...request }: ApiRequest = {}): Promise<ApiAnswer> {
    const url = urlBelow(this.#baseUrl, path)
    const init = json === undefined ? request : withJson(request, json)
    const subject = this.#subject()
    const first = await this.#sendWithToken(url, init)
    const answer = isStale(first) ? await this.#sendAgain(url, init) : first
    if (answer.kind === 'aborted') return answer
    return this.#subject() === subject && subject !== null ? answer : { kind: 'signed-out' }
  }

  async #sendWithToken(url: string, init: RequestInit): Promise<ApiAnswer> {
    const token = await this.#session.accessToken()
    if (init.signal?.aborted === true) return { kind: 'aborted' }
    if (!token.ok) return refused(token.problem)
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${token.value}`)
    return this.#request(url, { ...init, headers, redirect: 'error', credentials: 'omit' })
  }

  async #sendAgain(url: string, init: RequestInit): Promise<ApiAnswer> {
    const renewed = await this.#session.refresh()
    if (!renewed.ok) return refused(renewed.problem)
    if (!safeMethods.has((init.method ?? 'GET').toUpperCase())) return { kind: 'not-allowed' }
    const second = await this.#sendWithToken(url, init)
    return isStale(second) ? { kind: 'not-allowed' } : second
  }

  async #request(url: string, init: RequestInit): Promise<ApiAnswer> {
    const { fetch, clock } = this.#platform
    const abort = new AbortController()
    const stopClock = clock.after(timeoutMs, () => abort.abort())
    const stop = () => abort.abort()
    init.signal?.addEventListener('abort', stop)
    try {
      const response = await fetch(url, { ...init, signal: abort.signal })
      return read(response, await response.text())
    } catch {
      if (init.signal?.aborted === true) return { kind: 'aborted' }
      return { kind: 'failed', problem: { kind: abort.signal.aborted ? 'timeout' : 'network' } }
    } finally {
      stopClock()
      init.signal?.removeEventListener('abort', stop)
    }
  }

  #subject(): string | null {
    const state = this.#session.state()
    return state.status === 'signed-in' ? state.person.subject : null
  }
}

/** `//evil.example`, `\\evil.example` and `https://api.example.com@evil.example` all are other origins to a URL. */
function urlBelow(baseUrl: string, path: string): string {
  const base = new URL(baseUrl)
  const url = new URL(baseUrl + path)
  const isBelow = /^\/(?!\/)/.test(path) && url.origin === base.origin && url.pathname.startsWith(base.pathname)
  if (!isBelow || url.username !== '') throw new TypeError('The path leads out of the API.')
  return url.href
}

function refused(problem: Problem): ApiAnswer {
  return problem.kind === 'session-expired' ? { kind: 'signed-out' } : { kind: 'failed', problem }
}

function isStale(answer: ApiAnswer): boolean {
  return answer.kind === 'error' && answer.status === 401
}

function withJson(request: RequestInit, json: unknown): RequestInit {
  const headers = new Headers(request.headers)
  headers.set('Content-Type', 'application/json')
  return { ...request, headers, body: JSON.stringify(json) }
}

function read({ ok, status, headers }: Response, text: string): ApiAnswer {
  const body = parseJson(text)
  if (ok) return { kind: 'answer', status, body }
  if (status === 403) return { kind: 'not-allowed' }
  return (
    (status === 401 ? stepUp(headers.get('WWW-Authenticate') ?? '') : null) ?? {
      kind: 'error',
      status,
      error: errorCode(body),
      body,
    }
  )
}

/** Null unless it is the challenge of RFC 9470. An API of another origin has to expose the header (CORS). */
function stepUp(challenge: string): ApiAnswer | null {
  const parameter = (name: string) => new RegExp(`\\b${name}="?([^",]*)`).exec(challenge)?.[1]
  if (parameter('error') !== 'insufficient_user_authentication') return null
  const maxAge = Number(parameter('max_age') ?? NaN)
  return {
    kind: 'step-up',
    maxAge: Number.isSafeInteger(maxAge) ? maxAge : undefined,
    acrValues: parameter('acr_values'),
  }
}

function errorCode(body: unknown): string | null {
  const { error } = asRecord(body)
  return typeof error === 'string' && /^[\w.-]{1,60}$/.test(error) ? error : null
}
