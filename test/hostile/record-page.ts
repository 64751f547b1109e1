declare global {
  interface Window {
    reportToLeakWatch: (place: string, text: string) => Promise<void>
  }
}

/**
 * Runs in every page of the app before all other scripts. It reports everything that the page stores, shows or sends
 * as a message. It must not use anything outside of itself, since Playwright passes it to the page as text.
 */
export function recordPage(app: string): void {
  if (location.origin !== app) return
  const report = (place: string, text: unknown) => void window.reportToLeakWatch(place, String(text))
  const asText = (value: unknown): string => {
    try {
      return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
    } catch {
      return String(value)
    }
  }
  const before = new Set([...Object.getOwnPropertyNames(window), 'reportToLeakWatch'])

  const spy = (owner: object, name: string, record: (self: unknown, args: unknown[]) => void) => {
    const original: unknown = Reflect.get(owner, name)
    if (typeof original !== 'function') return
    Reflect.set(owner, name, function spied(this: unknown, ...args: unknown[]) {
      record(this, args)
      return Reflect.apply(original, this, args)
    })
  }
  spy(Storage.prototype, 'setItem', (self, [key, value]) =>
    report(self === localStorage ? 'localStorage' : 'sessionStorage', `${String(key)}=${String(value)}`),
  )
  spy(BroadcastChannel.prototype, 'postMessage', (_self, [message]) => report('channel', asText(message)))
  spy(window, 'postMessage', (_self, [message]) => report('a message', asText(message)))
  spy(History.prototype, 'pushState', (_self, args) => report('the history', asText(args)))
  spy(History.prototype, 'replaceState', (_self, args) => report('the history', asText(args)))
  spy(IDBFactory.prototype, 'open', (_self, args) => report('IndexedDB', asText(args)))
  spy(IDBObjectStore.prototype, 'put', (_self, args) => report('IndexedDB', asText(args)))
  spy(IDBObjectStore.prototype, 'add', (_self, args) => report('IndexedDB', asText(args)))
  spy(CacheStorage.prototype, 'open', (_self, args) => report('the Cache API', asText(args)))

  const look = () => {
    report('the DOM', document.documentElement.outerHTML)
    report('the referrer', document.referrer)
    report('window.name', window.name)
    report('the history', asText(history.state))
    report('document.cookie', document.cookie)
    for (const name of Object.getOwnPropertyNames(window)) {
      if (!before.has(name)) report(`window.${name}`, asText(Reflect.get(window, name)))
    }
  }
  new MutationObserver(() => report('the DOM', document.documentElement.outerHTML)).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  })
  addEventListener('pagehide', look)
  addEventListener('leak-watch', look)
}
