/** A clock that a test can move. */
export interface Clock {
  /** The device's clock, in milliseconds since 1970. May be wrong, and may jump. */
  wallMs(): number
  /** Milliseconds since an arbitrary moment. Only goes forward, at the pace of real time. */
  monotonicMs(): number
  /** Calls back once after the delay. Returns a function that cancels the timer. */
  after(delayMs: number, callback: () => void): () => void
}

/** The page's address, and how to leave it. A path has its query and hash. */
interface Page {
  /** The URL of the app without a final slash: the origin, and the app's own path if it has one. */
  readonly home: string
  /** The path below `home`. */
  currentPath(): string
  /** Replaces the URL in the address bar without loading anything. Takes a path of the host, not one below `home`. */
  replacePath(path: string): void
  leaveFor(url: string): void
  /** Calls back when the person comes back to this page through Back or Forward. */
  onReturn(listener: () => void): void
  /** True while the browser counts what runs as caused by the person; true where it cannot tell. */
  isUserActive(): boolean
}

/** Messages to the other tabs of this origin. Incoming messages are untrusted. */
export interface Channel {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** Whether the page is visible, and when it may have missed something. */
interface Attention {
  isVisible(): boolean
  /** Calls back when the page becomes visible, is thawed, is restored from the back/forward cache, or comes online. */
  onWake(listener: () => void): () => void
}

interface Storages {
  /** sessionStorage: each tab has its own; a tab opened from another gets a copy. */
  readonly tab: Storage | null
  /** localStorage: shared by all tabs of this origin. */
  readonly browser: Storage | null
  /** Calls back when another tab has changed the shared storage. */
  onChange(listener: () => void): void
}

/** Asynchronous cryptography. For secure random bytes see auth/encoding/random.ts. */
export interface Cryptography {
  /** Verifies an RS256 signature. Returns false for an invalid key. */
  verify(key: JsonWebKey, signature: BufferSource, signed: BufferSource): Promise<boolean>
  sha256(bytes: BufferSource): Promise<ArrayBuffer>
}

/** Everything that src/auth needs from the browser. A part that is missing or refused is null. */
export interface Platform {
  readonly fetch: (input: string, init: RequestInit) => Promise<Response>
  readonly clock: Clock
  readonly crypto: Cryptography
  /** A number from 0 up to 1, for jitter; never for secrets. */
  readonly random: () => number
  readonly page: Page
  readonly attention: Attention
  readonly storage: Storages
  readonly channel: Channel | null
  readonly locks: Pick<LockManager, 'request' | 'query'> | null
  /** The language of the hosted UI. */
  readonly language: () => string
}

/** The part of the platform that the script inside the HTML uses before the app is loaded. */
export type BootPlatform = Pick<Platform, 'fetch' | 'clock' | 'crypto' | 'storage' | 'language'> & {
  readonly page: Pick<Page, 'home' | 'currentPath' | 'replacePath' | 'leaveFor'>
}
