import type { Channel, Platform } from '../../src/browser/platform.ts'
import { webCrypto } from '../../src/browser/web-crypto.ts'
import { copyStorage, createStorage } from './memory-storage.ts'
import { TestClock } from './test-clock.ts'
import { TestLocks } from './test-locks.ts'

const origin = 'http://localhost:3000'

interface BrowserOptions {
  readonly clock?: TestClock
  readonly fetch?: Platform['fetch']
  /** What this browser lacks. */
  readonly without?: readonly ('channel' | 'locks' | 'tab-storage' | 'browser-storage')[]
}

/** A browser with any number of tabs of the app. The tabs share the same things as in a real browser. */
export class TestBrowser {
  readonly clock: TestClock
  readonly localStorage = createStorage()
  readonly tabs = new Set<TestTab>()
  readonly locks = new TestLocks()
  readonly without: Set<string>
  readonly #fetch: Platform['fetch']
  isOnline = true
  /** The random number of every jitter. */
  random = 0.5
  #opened = 0

  constructor({ clock = new TestClock(), fetch: send, without = [] }: BrowserOptions = {}) {
    this.clock = clock
    this.without = new Set(without)
    this.#fetch = send ?? ((url, init) => clock.track(fetch(url, init)))
  }

  openTab(sessionStorage = createStorage()): TestTab {
    this.#opened += 1
    const tab = new TestTab(this, `tab-${this.#opened}`, sessionStorage)
    this.tabs.add(tab)
    return tab
  }

  /** "Duplicate tab", and a link with an opener: the new tab starts with a copy of the other tab's session storage. */
  duplicate(tab: TestTab): TestTab {
    return this.openTab(copyStorage(tab.sessionStorage))
  }

  /** Sends a request of one of the tabs over the network. */
  async request(url: string, init: RequestInit): Promise<Response> {
    if (!this.isOnline) throw new TypeError('Failed to fetch')
    return this.#fetch(url, init)
  }

  /** Connects or disconnects the network. Every page notices when it is connected again. */
  setOnline(isOnline: boolean): void {
    this.isOnline = isOnline
    if (isOnline) for (const tab of this.tabs) tab.wake()
  }

  tell(from: TestTab, message: unknown): void {
    for (const tab of this.tabs) if (tab !== from) queueMicrotask(() => tab.hear(structuredClone(message)))
  }

  /** Notifies every tab except the one that changed the storage. */
  tellOfStorage(from: TestTab): void {
    for (const tab of this.tabs) if (tab !== from) queueMicrotask(() => tab.noticeStorage())
  }
}

/** A tab, and what the user or the browser can do with it. */
export class TestTab {
  readonly browser: TestBrowser
  readonly name: string
  readonly sessionStorage: Storage
  /** Every URL that the tab left for, oldest first. */
  readonly departures: string[] = []
  isVisible = true
  isFrozen = false
  path = '/'
  /** True after Back or Forward. */
  wasBackForward = false
  /** False as in code that runs without a click. */
  isUserActive = true
  #page: TestPage | null = null
  #loads = 0

  constructor(browser: TestBrowser, name: string, sessionStorage: Storage) {
    this.browser = browser
    this.name = name
    this.sessionStorage = sessionStorage
  }

  get clock(): TestClock {
    return this.browser.clock
  }

  /** Every loaded page is a separate client of the Web Locks. */
  get client(): string {
    return `${this.name}/${this.#loads}`
  }

  /** Loads a new page and returns its platform. Pending work of the previous page never completes. */
  load(path: string): Platform {
    this.unload()
    this.path = path
    this.#loads += 1
    this.#page = new TestPage(this)
    return this.#page
  }

  unload(): void {
    this.isFrozen = false
    this.#page?.die()
    this.#page = null
    this.browser.locks.release(this.client)
  }

  close(): void {
    this.unload()
    this.browser.tabs.delete(this)
  }

  hide(): void {
    this.isVisible = false
  }

  show(): void {
    this.isVisible = true
    this.#page?.wake()
  }

  /** No code of this page runs until the page is thawed. */
  freeze(): void {
    this.isFrozen = true
  }

  thaw(): void {
    this.isFrozen = false
    this.#page?.thaw()
  }

  wake(): void {
    this.#page?.wake()
  }

  hear(message: unknown): void {
    this.#page?.hear(message)
  }

  noticeStorage(): void {
    this.#page?.noticeStorage()
  }

  /** Path, query and hash in the address bar. */
  address(): string {
    return this.path
  }
}

/** The browser as a page sees it, until the page is unloaded. */
class TestPage implements Platform {
  readonly #tab: TestTab
  readonly #wakeListeners = new Set<() => void>()
  readonly #storageListeners = new Set<() => void>()
  readonly #messageListeners = new Set<(message: unknown) => void>()
  readonly #aborts = new Set<() => void>()
  #waiting: (() => void)[] = []
  #isAlive = true
  readonly clock: Platform['clock']
  readonly page: Platform['page']
  readonly attention: Platform['attention']
  readonly storage: Platform['storage']
  readonly channel: Channel | null
  readonly locks: Platform['locks']
  readonly random: () => number
  readonly crypto: Platform['crypto']
  readonly language = () => 'en'

  constructor(tab: TestTab) {
    this.#tab = tab
    const { browser } = tab
    this.clock = this.#clockOf(browser.clock)
    this.random = () => browser.random
    this.crypto = {
      verify: (...work) => this.#compute(webCrypto.verify(...work)),
      sha256: (bytes) => this.#compute(webCrypto.sha256(bytes)),
    }
    this.page = {
      home: origin,
      currentPath: () => tab.path,
      replacePath: (path) => void (tab.path = path),
      leaveFor: (url) => void (this.#isAlive && tab.departures.push(url)),
      onReturn: () => {},
      isUserActive: () => tab.isUserActive,
    }
    this.attention = {
      isVisible: () => tab.isVisible && !tab.isFrozen,
      onWake: (listener) => listen(this.#wakeListeners, listener),
    }
    this.storage = {
      tab: browser.without.has('tab-storage') ? null : this.#storageOf(tab.sessionStorage),
      browser: browser.without.has('browser-storage')
        ? null
        : this.#storageOf(browser.localStorage, () => browser.tellOfStorage(tab)),
      onChange: (listener) => void listen(this.#storageListeners, listener),
    }
    this.channel = browser.without.has('channel')
      ? null
      : {
          post: (message) => void (this.#isAlive && browser.tell(tab, message)),
          onMessage: (listener) => void listen(this.#messageListeners, listener),
        }
    this.locks = browser.without.has('locks') ? null : browser.locks.of(tab.client, (call) => this.#run(call))
  }

  fetch = (url: string, init: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      if (!this.#isAlive) return
      // Not AbortSignal.any(): Node 20 may garbage-collect the signal too early.
      const controller = new AbortController()
      const abort = () => controller.abort()
      init.signal?.addEventListener('abort', abort)
      this.#aborts.add(abort)
      this.#tab.browser.request(url, { ...init, signal: controller.signal }).then(
        (response) => this.#run(() => resolve(response)),
        (error: unknown) => this.#run(() => reject(error)),
      )
    })

  die(): void {
    this.#isAlive = false
    for (const abort of this.#aborts) abort()
  }

  thaw(): void {
    for (const call of this.#waiting.splice(0)) this.#run(call)
    this.wake()
  }

  wake(): void {
    for (const listener of this.#wakeListeners) this.#run(listener)
  }

  hear(message: unknown): void {
    for (const listener of this.#messageListeners) this.#run(() => listener(message))
  }

  noticeStorage(): void {
    for (const listener of this.#storageListeners) this.#run(listener)
  }

  #clockOf(clock: TestClock): Platform['clock'] {
    return {
      wallMs: () => clock.wallMs(),
      monotonicMs: () => clock.monotonicMs(),
      after: (delayMs, callback) => clock.after(delayMs, () => this.#run(callback)),
    }
  }

  #storageOf(storage: Storage, onChange = () => {}): Storage {
    const change = (work: () => void) => {
      if (!this.#isAlive) return
      work()
      onChange()
    }
    return {
      get length() {
        return storage.length
      },
      clear: () => change(() => storage.clear()),
      getItem: (key) => storage.getItem(key),
      key: (index) => storage.key(index),
      removeItem: (key) => change(() => storage.removeItem(key)),
      setItem: (key, value) => change(() => storage.setItem(key, value)),
    }
  }

  #compute<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#tab.browser.clock.track(work).then(
        (value) => this.#run(() => resolve(value)),
        (bug: unknown) => this.#run(() => reject(bug)),
      )
    })
  }

  /** Runs a call at once, after the thaw if the page is frozen, or never if the page is unloaded. */
  #run(call: () => void): void {
    if (!this.#isAlive) return
    if (this.#tab.isFrozen) this.#waiting.push(call)
    else call()
  }
}

function listen<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Opens the only tab of a new browser, without a channel to other tabs. */
export function openTab({ clock, without = [] }: BrowserOptions = {}): TestTab {
  return new TestBrowser({ ...(clock === undefined ? {} : { clock }), without: [...without, 'channel'] }).openTab()
}
