/** A clock that a test can move. */
export interface Clock {
  /** What the device shows, in milliseconds since 1970. May be wrong, and may jump. */
  wallMs(): number
  /** Milliseconds since some moment; only ever goes forward, at the pace of real time. */
  monotonicMs(): number
  /** Calls back once after so many milliseconds; the function it gives back takes that back. */
  after(delayMs: number, callback: () => void): () => void
}

/** Where the person is, and how to send them elsewhere. */
export interface Page {
  readonly origin: string
  /** Path, query and hash. */
  currentPath(): string
  /** Replaces the address in the bar without loading anything. */
  replacePath(path: string): void
  /** Leaves for another address. */
  leaveFor(url: string): void
}

/** A line to the other tabs of this origin. What comes in is untrusted. */
export interface Channel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** Everything the session needs of the outside. Nothing else of the browser is touched. */
export interface World {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
  /** A number from 0 up to 1, for jitter; never for secrets. */
  readonly random: () => number
  readonly page: Page
  /** Null where the browser refuses storage. `tab`: sessionStorage, `browser`: localStorage. */
  readonly storage: { readonly tab: Storage | null; readonly browser: Storage | null }
  /** Null where there is no BroadcastChannel. */
  readonly channel: Channel | null
  /** Null where there are no Web Locks. */
  readonly locks: Pick<LockManager, 'request'> | null
  /** The language of the pool's pages. */
  readonly language: () => string
}
