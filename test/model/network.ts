import type { LocalPool } from '../../local-cognito/pool.ts'
import type { TestClock } from '../support/test-clock.ts'
import { TokenModel } from './token-model.ts'

/** `lost`: the pool processes the request, but its response never arrives; `slow`: it arrives seconds later. */
export type Fault = 'lost' | 'status-503' | 'html' | 'slow' | 'too-slow'

const delaysMs: Partial<Record<Fault, number>> = { slow: 3_000, 'too-slow': 12_000 }

/** The network to the pool. It counts requests in flight, updates the token model, and simulates the faults. */
export class ModelNetwork {
  readonly tokenModel = new TokenModel()
  readonly faults: Fault[] = []
  mostInFlight = 0
  refreshCount = 0
  readonly #pool: LocalPool
  readonly #clock: TestClock
  #inFlight = 0
  #lastResponse: Promise<unknown> = Promise.resolve()

  constructor(pool: LocalPool, clock: TestClock) {
    this.#pool = pool
    this.#clock = clock
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams()
    if (url.endsWith('/oauth2/revoke')) this.tokenModel.recordRevocation(form.get('token') ?? '')
    if (!url.endsWith('/oauth2/token')) return this.#send(url, init)
    if (form.get('grant_type') !== 'refresh_token') return this.#exchange(url, init)
    return this.#counted(init.signal ?? null, () => this.#refresh(url, init, form.get('refresh_token') ?? ''))
  }

  async #exchange(url: string, init: RequestInit): Promise<Response> {
    return this.#send(url, init, ({ refresh_token: token }) => this.tokenModel.recordSignIn(token ?? ''))
  }

  async #refresh(url: string, init: RequestInit, used: string): Promise<Response> {
    const fault = this.faults.shift()
    if (fault === 'status-503') return new Response('', { status: 503 })
    if (fault === 'html') return new Response('<h1>Wi-Fi</h1>', { headers: { 'Content-Type': 'text/html' } })
    const nowMs = this.#clock.trueMs()
    const response = await this.#send(url, init, ({ refresh_token: next }) => {
      if (next !== undefined) this.tokenModel.recordRotation(used, next, nowMs)
    })
    if (fault === 'lost') throw new TypeError('Failed to fetch')
    const delayMs = fault === undefined ? undefined : delaysMs[fault]
    if (delayMs !== undefined) await new Promise<void>((resolve) => void this.#clock.after(delayMs, resolve))
    return response
  }

  /** The clock stands still until the pool has responded and the token model is updated. */
  #send(
    url: string,
    init: RequestInit,
    note: (tokens: { refresh_token?: string }) => void = () => {},
  ): Promise<Response> {
    const request = new Request(url, { ...init, signal: null })
    request.headers.set('Origin', 'http://localhost:3000')
    return this.#clock.track(this.#respond(request, note))
  }

  async #respond(request: Request, note: (tokens: { refresh_token?: string }) => void): Promise<Response> {
    // The pool gets the requests one after the other, in their order, even if a signature takes long. So a history
    // that fails once fails again.
    const pending = this.#lastResponse.then(() => this.#pool.fetch(request))
    this.#lastResponse = pending
    const response = await pending
    if (response.ok && request.url.endsWith('/oauth2/token')) note(await response.clone().json())
    return response
  }

  /** A request is in flight until its response arrives, or until its page is closed or aborts it. */
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
