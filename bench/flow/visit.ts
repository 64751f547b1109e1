import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import type { Condition } from './conditions.ts'
import { watchPage, type Mark } from './in-page.ts'

/** One request as the browser saw it. Times are milliseconds since 1970. */
export interface SeenRequest {
  readonly id: string
  readonly url: URL
  readonly method: string
  readonly startMs: number
  /** When the response was complete. For a page, when it started: from then on, the browser requests the page's files. */
  endMs: number | null
  isFromCache: boolean
}

const binding = 'tellBenchmark'
const giveUpMs = 60_000
const quietMs = 1000

/** Observes a page over the DevTools protocol: its requests, and the marks that it reports. */
export class Visit {
  readonly requests: SeenRequest[] = []
  readonly marks: Mark[] = []
  #onEvent: () => void = () => {}
  #lastEventAtMs = Date.now()

  readonly page: Page

  private constructor(page: Page) {
    this.page = page
  }

  static async begin(context: BrowserContext, condition: Condition, email: string): Promise<Visit> {
    const page = await context.newPage()
    const visit = new Visit(page)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    await devtools.send('Runtime.enable')
    await devtools.send('Runtime.addBinding', { name: binding })
    await page.addInitScript(watchPage, { email, binding })
    await condition.apply(devtools)
    visit.#listen(devtools)
    return visit
  }

  /** Waits until `find` returns a value; throws after a minute. `what` describes the value in the error. */
  async until<T>(what: string, find: () => T | undefined): Promise<T> {
    const giveUpAtMs = Date.now() + giveUpMs
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (Date.now() > giveUpAtMs) throw new Error(`${this.page.url()}: timed out while waiting for ${what}.`)
      await this.#nextEvent(giveUpMs)
    }
  }

  /** Waits for the first request of this path that started at `afterMs` or later. */
  request(afterMs: number, path: string): Promise<SeenRequest> {
    return this.until(`a request of ${path}`, () =>
      this.requests.find(({ url, startMs }) => startMs >= afterMs && url.pathname === path),
    )
  }

  mark(afterMs: number, what: Mark['what']): Promise<Mark> {
    return this.until(what, () => this.marks.find((mark) => mark.what === what && mark.atMs >= afterMs))
  }

  /** The requests that started in this period. */
  between(fromMs: number, toMs: number): readonly SeenRequest[] {
    return this.requests.filter(({ startMs }) => startMs >= fromMs && startMs < toMs)
  }

  /** Waits until a second has passed without a request, a response or a mark. */
  async settle(): Promise<void> {
    while (Date.now() - this.#lastEventAtMs < quietMs)
      await this.#nextEvent(quietMs - (Date.now() - this.#lastEventAtMs))
  }

  /** Waits for the next event, at most for `withinMs`. */
  #nextEvent(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs)
      this.#onEvent = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #notify(): void {
    this.#lastEventAtMs = Date.now()
    this.#onEvent()
  }

  #find(requestId: string): SeenRequest | undefined {
    return this.requests.findLast(({ id }) => id === requestId)
  }

  #markCached(requestId: string): void {
    const request = this.#find(requestId)
    if (request !== undefined) request.isFromCache = true
  }

  #listen(devtools: CDPSession): void {
    // The protocol gives most times on its own clock. The first event of a request has the time on both clocks.
    const offsetsMs = new Map<string, number>()
    const end = ({ requestId, timestamp }: { requestId: string; timestamp: number }) => {
      const request = this.#find(requestId)
      if (request !== undefined) request.endMs ??= timestamp * 1000 + (offsetsMs.get(requestId) ?? 0)
      this.#notify()
    }
    devtools.on('Network.requestWillBeSent', ({ requestId, request, wallTime, timestamp, redirectResponse }) => {
      if (redirectResponse !== undefined) end({ requestId, timestamp })
      offsetsMs.set(requestId, (wallTime - timestamp) * 1000)
      const { method } = request
      const times = { startMs: wallTime * 1000, endMs: null }
      this.requests.push({ id: requestId, url: new URL(request.url), method, ...times, isFromCache: false })
      this.#notify()
    })
    devtools.on('Network.requestServedFromCache', ({ requestId }) => this.#markCached(requestId))
    devtools.on('Network.responseReceived', ({ requestId, timestamp, type, response }) => {
      if (response.fromDiskCache === true) this.#markCached(requestId)
      if (type === 'Document') end({ requestId, timestamp })
    })
    devtools.on('Network.loadingFinished', end)
    devtools.on('Network.loadingFailed', end)
    devtools.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === binding) this.marks.push(JSON.parse(payload))
      this.#notify()
    })
  }
}
