import { asRecord, parseJson } from '../../src/auth/encoding/json.ts'
import { networkReasonOf, type NetworkReason } from './network-reason.ts'

export interface Answer {
  readonly kind: 'answer'
  readonly url: string
  readonly status: number
  readonly headers: Headers
  /** The `Location` header as an absolute URL; null if there is none. */
  readonly location: URL | null
  readonly text: string
  /** The body's members if it is a JSON object; none otherwise. */
  readonly json: Readonly<Record<string, unknown>>
  /** This machine's clock when the headers arrived, in milliseconds. */
  readonly receivedAtMs: number
}

/** The server sent no answer that says anything about the configuration. */
export interface NoAnswer {
  readonly kind: 'no-answer'
  readonly host: string
  readonly reason: NetworkReason
  /** The error code of the system or of HTTP. */
  readonly detail: string
}

interface Question {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as a form, by POST. */
  readonly form?: Readonly<Record<string, string>>
}

export type Ask = (url: string, question?: Question) => Promise<Answer | NoAnswer>

export interface World {
  /** This machine's clock, in milliseconds. */
  readonly now: () => number
  /** Aborts a request that takes too long. */
  readonly timeoutSignal: () => AbortSignal
}

/** Sends requests without cookies and follows no redirect. Sends the same request once, however many checks ask. */
export function createAsk(world: World): Ask {
  const answers = new Map<string, Promise<Answer | NoAnswer>>()
  return (url, question = {}) => {
    const key = JSON.stringify([url, question])
    const answer = answers.get(key) ?? request(url, question, world)
    answers.set(key, answer)
    return answer
  }
}

async function request(
  url: string,
  { headers = {}, form }: Question,
  { now, timeoutSignal }: World,
): Promise<Answer | NoAnswer> {
  const { host } = new URL(url)
  try {
    const post = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
    const response = await fetch(url, { ...post, headers, redirect: 'manual', signal: timeoutSignal() })
    const receivedAtMs = now()
    const text = await response.text()
    const json = asRecord(parseJson(text))
    if (isBusy(response.status, json)) {
      return { kind: 'no-answer', host, reason: 'busy', detail: `HTTP ${response.status}` }
    }
    const location = locationOf(response, url)
    return {
      kind: 'answer',
      url,
      status: response.status,
      headers: response.headers,
      location,
      text,
      json,
      receivedAtMs,
    }
  } catch (error) {
    return { kind: 'no-answer', host, ...networkReasonOf(error) }
  }
}

function locationOf({ headers }: Response, base: string): URL | null {
  const location = headers.get('location') ?? ''
  return location !== '' && URL.canParse(location, base) ? new URL(location, base) : null
}

/** Throttled API calls have status 400. What a throttled token endpoint answers is UNCONFIRMED. */
function isBusy(status: number, json: Readonly<Record<string, unknown>>): boolean {
  const isThrottled = JSON.stringify(json).includes('TooManyRequestsException')
  return status === 429 || status >= 500 || isThrottled
}
