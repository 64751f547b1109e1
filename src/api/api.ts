import { parseJson } from '../auth/encoding/json.ts'
import type { Problem } from '../auth/problem.ts'
import type { Session } from '../auth/session/session.ts'
import type { Platform } from '../browser/platform.ts'

/** The result of a call. */
export type ApiAnswer =
  /** `body` is the parsed JSON, or undefined if it was not JSON. Any status but 401 and 403, failures included. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown }
  /** The user is signed in, and may not do this. */
  | { readonly kind: 'not-allowed' }
  /** No user is signed in any more, or another one: the response is discarded. */
  | { readonly kind: 'signed-out' }
  /** There is no token right now, or the API does not answer. */
  | { readonly kind: 'failed'; readonly problem: Problem }

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
   * and HEAD). No response of an API ends the session.
   *
   * @param path below the base URL, e.g. `/orders?open=1`
   * @throws TypeError if the path leads to another origin: a token goes nowhere else
   * @see https://datatracker.ietf.org/doc/html/rfc6750#section-3
   */
  async send(path: string, init: RequestInit = {}): Promise<ApiAnswer> {
    const url = urlBelow(this.#baseUrl, path)
    const subject = this.#subject()
    const first = await this.#sendWithToken(url, init)
    const answer = isStale(first) ? await this.#sendAgain(url, init) : first
    return this.#subject() === subject && subject !== null ? answer : { kind: 'signed-out' }
  }

  async #sendWithToken(url: string, init: RequestInit): Promise<ApiAnswer> {
    const token = await this.#session.accessToken()
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
    try {
      const response = await fetch(url, { ...init, signal: abort.signal })
      if (response.status === 403) return { kind: 'not-allowed' }
      return { kind: 'answer', status: response.status, body: parseJson(await response.text()) }
    } catch {
      return { kind: 'failed', problem: { kind: abort.signal.aborted ? 'timeout' : 'network' } }
    } finally {
      stopClock()
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
  return answer.kind === 'answer' && answer.status === 401
}
