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

export interface Api {
  /**
   * Calls the API with the user's access token. After a 401 it refreshes the token, and sends the request again if that
   * is safe (GET and HEAD). No response of an API ends the session.
   *
   * @param path below the base URL, e.g. `/orders?open=1`
   * @throws TypeError if the path leads to another origin: a token goes nowhere else
   * @see https://datatracker.ietf.org/doc/html/rfc6750#section-3
   */
  send(path: string, init?: RequestInit): Promise<ApiAnswer>
}

type Caller = Pick<Session, 'state' | 'accessToken' | 'refresh'>

const timeoutMs = 10_000
const safeMethods = new Set(['GET', 'HEAD'])

/** @param baseUrl as configured, without a slash at the end */
export function createApi(baseUrl: string, session: Caller, world: Pick<Platform, 'fetch' | 'clock'>): Api {
  return {
    async send(path, init = {}) {
      const url = urlBelow(baseUrl, path)
      const subject = subjectOf(session)
      const first = await callWithToken(url, init, session, world)
      const answer = isStale(first) ? await callAgain(url, init, session, world) : first
      return subjectOf(session) === subject && subject !== null ? answer : { kind: 'signed-out' }
    },
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

async function callWithToken(
  url: string,
  init: RequestInit,
  session: Caller,
  world: Pick<Platform, 'fetch' | 'clock'>,
): Promise<ApiAnswer> {
  const token = await session.accessToken()
  if (!token.ok) return refused(token.problem)
  const headers = new Headers(init.headers)
  headers.set('Authorization', `Bearer ${token.value}`)
  return call(url, { ...init, headers, redirect: 'error', credentials: 'omit' }, world)
}

function refused(problem: Problem): ApiAnswer {
  return problem.kind === 'session-expired' ? { kind: 'signed-out' } : { kind: 'failed', problem }
}

async function callAgain(
  url: string,
  init: RequestInit,
  session: Caller,
  world: Pick<Platform, 'fetch' | 'clock'>,
): Promise<ApiAnswer> {
  const renewed = await session.refresh()
  if (!renewed.ok) return refused(renewed.problem)
  if (!safeMethods.has((init.method ?? 'GET').toUpperCase())) return { kind: 'not-allowed' }
  const second = await callWithToken(url, init, session, world)
  return isStale(second) ? { kind: 'not-allowed' } : second
}

async function call(
  url: string,
  init: RequestInit,
  { fetch, clock }: Pick<Platform, 'fetch' | 'clock'>,
): Promise<ApiAnswer> {
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

function isStale(answer: ApiAnswer): boolean {
  return answer.kind === 'answer' && answer.status === 401
}

function subjectOf(session: Caller): string | null {
  const state = session.state()
  return state.status === 'signed-in' ? state.person.subject : null
}
