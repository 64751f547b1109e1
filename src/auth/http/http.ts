import type { Clock, Platform } from '../../browser/platform.ts'
import { parseJson } from '../encoding/json.ts'

/** A response that was read completely, or the reason why there is none. */
export type HttpResponse =
  | { readonly kind: 'response'; readonly status: number; readonly body: unknown; readonly retryAfterMs: number | null }
  /** `unreadable`: longer than any response that is expected. */
  | { readonly kind: 'network' | 'timeout' | 'unreadable' }

/** A request that was sent before this module was loaded. Aborting the signal aborts it. */
export type SentRequest = (signal: AbortSignal) => Promise<Response>

interface PostOptions {
  /** For the whole response, the body included. */
  readonly timeoutMs: number
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean
  /** Reads this request's response instead of sending another one. */
  readonly sent?: SentRequest | null
}

const maxBodyBytes = 64 * 1024

/**
 * Posts a form and reads the response, both within one time limit. oidc-client-ts stops its own timer when the headers
 * arrive, so a body that never ends would hang there.
 *
 * A redirect is refused: a 307 would make fetch post the code and the verifier again to the new URL. A body that is not
 * JSON is returned as undefined.
 */
export function postForm(
  platform: Pick<Platform, 'fetch' | 'clock'>,
  url: string,
  form: Record<string, string>,
  { timeoutMs, keepalive = false, sent = null }: PostOptions,
): Promise<HttpResponse> {
  return send(platform, url, { ...formRequest(form), keepalive }, timeoutMs, sent)
}

/** Gets public JSON within the same limits; the browser's cache may answer. */
export function getJson(
  platform: Pick<Platform, 'fetch' | 'clock'>,
  url: string,
  { timeoutMs, sent = null }: Omit<PostOptions, 'keepalive'>,
): Promise<HttpResponse> {
  return send(platform, url, jsonRequest(), timeoutMs, sent)
}

/** The request of postForm, also used by the script inside the HTML. */
export function formRequest(form: Record<string, string>): RequestInit {
  return { ...jsonRequest(), method: 'POST', body: new URLSearchParams(form), cache: 'no-store' }
}

/** The request of getJson: without cookies, and without following a redirect. */
export function jsonRequest(): RequestInit {
  return { headers: { Accept: 'application/json' }, credentials: 'omit', redirect: 'error' }
}

async function send(
  { fetch, clock }: Pick<Platform, 'fetch' | 'clock'>,
  url: string,
  init: RequestInit,
  timeoutMs: number,
  sent: SentRequest | null,
): Promise<HttpResponse> {
  const abort = new AbortController()
  const { signal } = abort
  const request = () => (sent === null ? fetch(url, { ...init, signal }) : sent(signal))
  try {
    return await within(timeoutMs, clock, receive(request, clock))
  } finally {
    // Stops what is still arriving, such as a body that is too long.
    abort.abort()
  }
}

function within(timeoutMs: number, clock: Clock, response: Promise<HttpResponse>): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const stopClock = clock.after(timeoutMs, () => resolve({ kind: 'timeout' }))
    response.then(resolve, reject).finally(stopClock)
  })
}

async function receive(request: () => Promise<Response>, clock: Clock): Promise<HttpResponse> {
  try {
    return await readResponse(await request(), clock)
  } catch {
    // The error of fetch may hold the request, so only the fact that it failed is kept.
    return { kind: 'network' }
  }
}

async function readResponse(response: Response, clock: Clock): Promise<HttpResponse> {
  const text = await readBounded(response)
  if (text === null) return { kind: 'unreadable' }
  const retryAfterMs = readRetryAfter(response.headers.get('Retry-After'), clock)
  return { kind: 'response', status: response.status, body: parseJson(text), retryAfterMs }
}

async function readBounded(response: Response): Promise<string | null> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let byteCount = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    byteCount += chunk.value.byteLength
    if (byteCount > maxBodyBytes) return null
    text += decoder.decode(chunk.value, { stream: true })
  }
  return text + decoder.decode()
}

/** Seconds or a date (RFC 9110, section 10.2.3). Across origins it is readable only where the server exposes it. */
function readRetryAfter(header: string | null, clock: Clock): number | null {
  if (header === null) return null
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - clock.wallMs())
}
