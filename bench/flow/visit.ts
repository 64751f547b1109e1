import type { BrowserContext, CDPSession, Page } from '@playwright/test'
import type { Condition } from './conditions.ts'
import { watchPage, type Mark } from './in-page.ts'

/** One request as the browser saw it. Times are milliseconds since 1970. */
export interface SeenRequest {
  readonly id: string
  readonly url: URL
  readonly method: string
  readonly startMs: number
  /** When the answer was there, whole; of a page, when it began, since what it names is asked for from then on. */
  endMs: number | null
  isFromCache: boolean
}

const binding = 'tellBenchmark'
const giveUpMs = 60_000
const quietMs = 1000

/** A page seen from outside, over the DevTools protocol: what it asks for, and what it says of itself. */
export class Visit {
  readonly requests: SeenRequest[] = []
  readonly marks: Mark[] = []
  #onNews: () => void = () => {}
  #newsAtMs = Date.now()

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

  /** Waits for something to be there; fails if it never is. */
  async until<T>(what: string, find: () => T | undefined): Promise<T> {
    const giveUpAtMs = Date.now() + giveUpMs
    for (;;) {
      const found = find()
      if (found !== undefined) return found
      if (Date.now() > giveUpAtMs) throw new Error(`${this.page.url()} never came to: ${what}.`)
      await this.#news(giveUpMs)
    }
  }

  /** The first request that fits, from that moment on. */
  request(afterMs: number, path: string): Promise<SeenRequest> {
    return this.until(`a request of ${path}`, () =>
      this.requests.find(({ url, startMs }) => startMs >= afterMs && url.pathname === path),
    )
  }

  mark(afterMs: number, what: Mark['what']): Promise<Mark> {
    return this.until(what, () => this.marks.find((mark) => mark.what === what && mark.atMs >= afterMs))
  }

  /** What was asked for in that time. */
  between(fromMs: number, toMs: number): readonly SeenRequest[] {
    return this.requests.filter(({ startMs }) => startMs >= fromMs && startMs < toMs)
  }

  /** Until nothing has been asked, answered or told for a while. */
  async settle(): Promise<void> {
    while (Date.now() - this.#newsAtMs < quietMs) await this.#news(quietMs - (Date.now() - this.#newsAtMs))
  }

  /** The next event, or the end of that time. */
  #news(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs)
      this.#onNews = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #tell(): void {
    this.#newsAtMs = Date.now()
    this.#onNews()
  }

  #find(requestId: string): SeenRequest | undefined {
    return this.requests.findLast(({ id }) => id === requestId)
  }

  #markCached(requestId: string): void {
    const request = this.#find(requestId)
    if (request !== undefined) request.isFromCache = true
  }

  #listen(devtools: CDPSession): void {
    // The protocol gives most times by a clock of its own; the first event of a request gives both.
    const offsetsMs = new Map<string, number>()
    const end = ({ requestId, timestamp }: { requestId: string; timestamp: number }) => {
      const request = this.#find(requestId)
      if (request !== undefined) request.endMs ??= timestamp * 1000 + (offsetsMs.get(requestId) ?? 0)
      this.#tell()
    }
    devtools.on('Network.requestWillBeSent', ({ requestId, request, wallTime, timestamp, redirectResponse }) => {
      if (redirectResponse !== undefined) end({ requestId, timestamp })
      offsetsMs.set(requestId, (wallTime - timestamp) * 1000)
      const { method } = request
      const times = { startMs: wallTime * 1000, endMs: null }
      this.requests.push({ id: requestId, url: new URL(request.url), method, ...times, isFromCache: false })
      this.#tell()
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
      this.#tell()
    })
  }
}
