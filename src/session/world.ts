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
interface Page {
  readonly origin: string
  /** Path, query and hash. */
  currentPath(): string
  /** Replaces the address in the bar without loading anything. */
  replacePath(path: string): void
  /** Leaves for another address. */
  leaveFor(url: string): void
  /** True once somebody is being sent away whom nobody has to send once more: see head-start.ts. */
  isLeaving(): boolean
}

/** A line to the other tabs of this origin. What comes in is untrusted. */
export interface Channel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** Whether somebody looks at the page, and when it may have missed something. */
interface Attention {
  isVisible(): boolean
  /**
   * Calls back when the page is looked at again, thawed, shown from the back/forward cache, or online again. The
   * function it gives back stops that.
   */
  onWake(listener: () => void): () => void
}

/** Null where the browser refuses storage. */
interface Storages {
  /** sessionStorage: a tab's own, and copied into a tab that it opens. */
  readonly tab: Storage | null
  /** localStorage: all tabs of this origin have it in common. */
  readonly browser: Storage | null
  /** Calls back when another tab has changed what all have in common. */
  onChange(listener: () => void): void
}

/** What takes a while to compute. Secure random bytes are had at once: see random.ts. */
export interface Cryptography {
  /** Whether the RSA key made this RS256 signature of the bytes; a key that is none made no signature. */
  verify(key: JsonWebKey, signature: BufferSource, signed: BufferSource): Promise<boolean>
  sha256(bytes: BufferSource): Promise<ArrayBuffer>
}

/** Everything the session needs of the outside. Nothing else of the browser is touched. */
export interface World {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly crypto: Cryptography
  /** A number from 0 up to 1, for jitter; never for secrets. */
  readonly random: () => number
  readonly page: Page
  readonly attention: Attention
  readonly storage: Storages
  /** Null where there is no BroadcastChannel. */
  readonly channel: Channel | null
  /** Null where there are no Web Locks. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | null
  /** The language of the pool's pages. */
  readonly language: () => string
}

/** As much of it as there is before the app is. */
export type NearWorld = Pick<World, 'fetch' | 'clock' | 'crypto' | 'page' | 'storage' | 'language'>
