import { parseJson } from './json.ts'
import type { Clock, World } from './world.ts'

/** An answer that was read whole, or why there is none. */
export type HttpAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly retryAfterMs: number | null }
  | { readonly kind: 'network' | 'timeout' | 'too-large' }

const longestBodyBytes = 64 * 1024

/**
 * Posts a form and reads the answer, within one bound for both: oidc-client-ts stops its clock when the headers arrive,
 * and a body that never ends would hang for ever.
 *
 * A redirect is refused, because fetch would post the code and the verifier again to wherever it points (a 307 keeps
 * the body). A body that is not JSON is given as undefined.
 *
 * @param keepalive lets the request outlive the page
 */
export function postForm(
  world: Pick<World, 'fetch' | 'clock'>,
  url: string,
  form: Record<string, string>,
  { timeoutMs, keepalive = false }: { timeoutMs: number; keepalive?: boolean },
): Promise<HttpAnswer> {
  return send(world, url, { ...formRequest(form), keepalive }, timeoutMs)
}

/** Asks for JSON that is everybody's, in the same bounds; the browser's cache may have it. */
export function getJson(
  world: Pick<World, 'fetch' | 'clock'>,
  url: string,
  { timeoutMs }: { timeoutMs: number },
): Promise<HttpAnswer> {
  return send(world, url, jsonRequest(), timeoutMs)
}

/** The request of postForm, for whoever begins it earlier: see head-start.ts. */
export function formRequest(form: Record<string, string>): RequestInit {
  return { ...jsonRequest(), method: 'POST', body: new URLSearchParams(form), cache: 'no-store' }
}

/** The request of getJson. No cookie goes along, and no redirect is followed. */
export function jsonRequest(): RequestInit {
  return { headers: { Accept: 'application/json' }, credentials: 'omit', redirect: 'error' }
}

async function send(
  world: Pick<World, 'fetch' | 'clock'>,
  url: string,
  init: RequestInit,
  timeoutMs: number,
): Promise<HttpAnswer> {
  const abort = new AbortController()
  try {
    return await within(timeoutMs, world.clock, ask(world, url, { ...init, signal: abort.signal }))
  } finally {
    // Whatever is still on its way, a body too long for instance, is of no use any more.
    abort.abort()
  }
}

function within(timeoutMs: number, clock: Clock, answer: Promise<HttpAnswer>): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const stopClock = clock.after(timeoutMs, () => resolve({ kind: 'timeout' }))
    answer.then(resolve, reject).finally(stopClock)
  })
}

async function ask(
  { fetch, clock }: Pick<World, 'fetch' | 'clock'>,
  url: string,
  init: RequestInit,
): Promise<HttpAnswer> {
  try {
    return await readAnswer(await fetch(url, init), clock)
  } catch {
    // Whatever fetch throws may hold the request; only that it failed is kept.
    return { kind: 'network' }
  }
}

async function readAnswer(response: Response, clock: Clock): Promise<HttpAnswer> {
  const text = await readBounded(response)
  if (text === null) return { kind: 'too-large' }
  const retryAfterMs = readRetryAfter(response.headers.get('Retry-After'), clock)
  return { kind: 'answer', status: response.status, body: parseJson(text), retryAfterMs }
}

async function readBounded(response: Response): Promise<string | null> {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let byteCount = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    byteCount += chunk.value.byteLength
    if (byteCount > longestBodyBytes) return null
    text += decoder.decode(chunk.value, { stream: true })
  }
  return text + decoder.decode()
}

/** Seconds or a date (RFC 9110, section 10.2.3); across origins only readable where the server exposes it. */
function readRetryAfter(header: string | null, clock: Clock): number | null {
  if (header === null) return null
  if (/^\d{1,6}$/.test(header)) return Number(header) * 1000
  const atMs = Date.parse(header)
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - clock.wallMs())
}
