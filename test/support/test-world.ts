import { InMemoryWebStorage } from 'oidc-client-ts'
import type { Channel, World } from '../../src/session/world.ts'
import { TestClock } from './test-clock.ts'

const origin = 'http://localhost:3000'

/** A browser tab as far as the session sees it, with what happened to it written down. */
export interface TestTab extends World {
  readonly clock: TestClock
  /** Every address that the tab left for, oldest first. */
  readonly departures: string[]
  /** Path, query and hash in the address bar. */
  address: () => string
}

interface TabOptions {
  readonly clock?: TestClock
  readonly path?: string
  readonly tabStorage?: Storage | null
  readonly browserStorage?: Storage | null
  readonly channel?: Channel | null
  readonly locks?: World['locks']
}

/** Opens a tab. Hand in the clock, the storage or the channel that it shares with another. */
export function openTab(options: TabOptions = {}): TestTab {
  let path = options.path ?? '/'
  const departures: string[] = []
  const clock = options.clock ?? new TestClock()
  return {
    fetch: (input, init) => clock.track(fetch(input, init)),
    clock,
    random: () => 0.5,
    page: {
      origin,
      currentPath: () => path,
      replacePath: (next) => {
        path = next
      },
      leaveFor: (url) => {
        departures.push(url)
      },
    },
    storage: {
      tab: options.tabStorage === undefined ? new InMemoryWebStorage() : options.tabStorage,
      browser: options.browserStorage === undefined ? new InMemoryWebStorage() : options.browserStorage,
    },
    channel: options.channel ?? null,
    locks: options.locks ?? null,
    language: () => 'en',
    departures,
    address: () => path,
  }
}

/** A line that joins several tabs; each hears the others, as with BroadcastChannel. */
export function createLine(): () => Channel {
  const ends: { hear: (message: unknown) => void }[] = []
  return () => {
    const listeners: ((message: unknown) => void)[] = []
    const end = { hear: (message: unknown) => listeners.forEach((listener) => listener(message)) }
    ends.push(end)
    return {
      post: (message) => ends.filter((other) => other !== end).forEach((other) => other.hear(structuredClone(message))),
      onMessage: (listener) => listeners.push(listener),
    }
  }
}

/** A storage that is full: what is there can be read, nothing can be added. */
export function fullStorage(): Storage {
  const storage = new InMemoryWebStorage()
  fill(storage)
  return storage
}

export function fill(storage: Storage): void {
  storage.setItem = () => {
    throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  }
}
