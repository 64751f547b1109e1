type Grant = (lock: Lock | null) => unknown

interface Request {
  readonly name: string
  readonly client: string
  readonly grant: () => void
  readonly lose: (reason: DOMException) => void
}

/** The exclusive Web Locks of one browser. Node 20 has no Web Locks. */
export class TestLocks {
  readonly #held = new Map<string, Request>()
  readonly #queue: Request[] = []

  /** The lock manager of one page. `run` calls a function at once, later or never, depending on the page's state. */
  of(client: string, run: (call: () => void) => void): Pick<LockManager, 'request' | 'query'> {
    const request = (name: string, options: LockOptions, callback: Grant) =>
      this.#request(name, client, options, callback, run)
    const query = () =>
      Promise.resolve({ held: [...this.#held].map(([name, { client: clientId }]) => ({ name, clientId })) })
    return { request: request as LockManager['request'], query }
  }

  /** Releases the locks of an unloaded page, and removes its requests from the queue. */
  release(client: string): void {
    for (const request of this.#queue.filter((waiting) => waiting.client === client)) this.#leaveQueue(request)
    for (const [name, holder] of this.#held) if (holder.client === client) this.#next(name)
  }

  #request(
    name: string,
    client: string,
    { signal, steal }: LockOptions,
    callback: Grant,
    run: (call: () => void) => void,
  ) {
    return new Promise((resolve, reject) => {
      const grant = () =>
        run(() => {
          const work = Promise.resolve(callback({ name, mode: 'exclusive' }))
          work.then(resolve, reject).finally(() => {
            if (this.#held.get(name) === request) this.#next(name)
          })
        })
      const lose = (reason: DOMException) => run(() => reject(reason))
      const request: Request = { name, client, grant, lose }
      signal?.addEventListener('abort', () => {
        if (this.#leaveQueue(request)) reject(new DOMException('Aborted.', 'AbortError'))
      })
      if (steal === true) this.#steal(request)
      else this.#enter(request)
    })
  }

  #enter(request: Request): void {
    if (this.#held.has(request.name)) this.#queue.push(request)
    else this.#take(request)
  }

  #steal(request: Request): void {
    this.#held.get(request.name)?.lose(new DOMException('Stolen.', 'AbortError'))
    this.#take(request)
  }

  #take(request: Request): void {
    this.#held.set(request.name, request)
    queueMicrotask(request.grant)
  }

  #next(name: string): void {
    this.#held.delete(name)
    const next = this.#queue.find((waiting) => waiting.name === name)
    if (next !== undefined && this.#leaveQueue(next)) this.#take(next)
  }

  #leaveQueue(request: Request): boolean {
    const at = this.#queue.indexOf(request)
    if (at >= 0) this.#queue.splice(at, 1)
    return at >= 0
  }
}
