import type { LocalPool } from '../../local-cognito/pool.ts'
import type { TestClock } from '../support/test-clock.ts'
import { Oracle } from './oracle.ts'

/** `lost`: the pool does the work, and its answer never arrives; `slow`: it arrives seconds later. */
export type Fault = 'lost' | 'status-503' | 'html' | 'slow' | 'too-slow'

const delaysMs: Partial<Record<Fault, number>> = { slow: 3_000, 'too-slow': 12_000 }

/** The way to the pool: counts what is in flight, tells the oracle what the pool has done, and fails as it is told. */
export class ModelNetwork {
  readonly oracle = new Oracle()
  readonly faults: Fault[] = []
  mostInFlight = 0
  refreshCount = 0
  readonly #pool: LocalPool
  readonly #clock: TestClock
  #inFlight = 0
  #answered: Promise<unknown> = Promise.resolve()

  constructor(pool: LocalPool, clock: TestClock) {
    this.#pool = pool
    this.#clock = clock
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams()
    if (url.endsWith('/oauth2/revoke')) this.oracle.revoked(form.get('token') ?? '')
    if (!url.endsWith('/oauth2/token')) return this.#ask(url, init)
    if (form.get('grant_type') !== 'refresh_token') return this.#exchange(url, init)
    return this.#counted(init.signal ?? null, () => this.#refresh(url, init, form.get('refresh_token') ?? ''))
  }

  async #exchange(url: string, init: RequestInit): Promise<Response> {
    return this.#ask(url, init, ({ refresh_token: token }) => this.oracle.began(token ?? ''))
  }

  async #refresh(url: string, init: RequestInit, used: string): Promise<Response> {
    const fault = this.faults.shift()
    if (fault === 'status-503') return new Response('', { status: 503 })
    if (fault === 'html') return new Response('<h1>Wi-Fi</h1>', { headers: { 'Content-Type': 'text/html' } })
    const nowMs = this.#clock.trueMs()
    const answer = await this.#ask(url, init, ({ refresh_token: next }) => {
      if (next !== undefined) this.oracle.rotated(used, next, nowMs)
    })
    if (fault === 'lost') throw new TypeError('Failed to fetch')
    const delayMs = fault === undefined ? undefined : delaysMs[fault]
    if (delayMs !== undefined) await new Promise<void>((resolve) => void this.#clock.after(delayMs, resolve))
    return answer
  }

  /** No time passes until the pool has answered and the oracle has taken note. */
  #ask(
    url: string,
    init: RequestInit,
    note: (tokens: { refresh_token?: string }) => void = () => {},
  ): Promise<Response> {
    const request = new Request(url, { ...init, signal: null })
    request.headers.set('Origin', 'http://localhost:3000')
    return this.#clock.track(this.#answerTo(request, note))
  }

  async #answerTo(request: Request, note: (tokens: { refresh_token?: string }) => void): Promise<Response> {
    // In the order in which they came, however long a signature takes the machine: a history that goes wrong goes
    // wrong again.
    const answering = this.#answered.then(() => this.#pool.fetch(request))
    this.#answered = answering
    const answer = await answering
    if (answer.ok && request.url.endsWith('/oauth2/token')) note(await answer.clone().json())
    return answer
  }

  /** In flight until it is answered, or until the page that sent it has gone or given it up. */
  async #counted(signal: AbortSignal | null, send: () => Promise<Response>): Promise<Response> {
    this.#inFlight += 1
    this.refreshCount += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight)
    let isCounted = true
    const leave = () => {
      if (isCounted) this.#inFlight -= 1
      isCounted = false
    }
    signal?.addEventListener('abort', leave)
    try {
      return await send()
    } finally {
      leave()
    }
  }
}
