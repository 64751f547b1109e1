/** An event that a page reports. Times are milliseconds since 1970. */
export type Mark =
  /** Painted: the Sign in button, or the content that only a signed-in user sees. */
  | { readonly what: 'control' | 'content'; readonly atMs: number }
  | { readonly what: 'click'; readonly atMs: number }
  | { readonly what: 'long-task'; readonly atMs: number; readonly durationMs: number }
  | { readonly what: 'shift'; readonly atMs: number; readonly score: number }

interface WatchOptions {
  readonly email: string
  readonly binding: string
}

/** Runs in every page before the page's own scripts. The page gets only its source, so it uses nothing from outside. */
export function watchPage({ email, binding }: WatchOptions): void {
  const report = (mark: object) => {
    const send: unknown = Reflect.get(globalThis, binding)
    if (typeof send === 'function') send(JSON.stringify(mark))
  }
  const sinceMs = performance.timeOrigin
  const visibilityOptions = { visibilityProperty: true }
  const finders = {
    control: () =>
      [...document.querySelectorAll('main button')].find(
        (button) => button.textContent.trim() === 'Sign in' && button.checkVisibility(visibilityOptions),
      ),
    content: () =>
      [...document.querySelectorAll('main dd')].find(
        (element) => element.textContent.includes(email) && element.checkVisibility(visibilityOptions),
      ),
  }
  // The browser reports when it paints an element that has the attribute `elementtiming` before the frame. This code
  // requests a frame only after the page has changed.
  const missing = new Map(Object.entries(finders))
  let isDue = false
  const markFound = () => {
    isDue = false
    for (const [what, find] of missing) {
      const found = find()
      if (found === undefined) continue
      missing.delete(what)
      found.setAttribute('elementtiming', what)
    }
  }
  new MutationObserver(() => {
    if (!isDue) requestAnimationFrame(markFound)
    isDue = true
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      report({ what: Reflect.get(entry, 'identifier'), atMs: sinceMs + entry.startTime })
    }
  }).observe({ type: 'element', buffered: true })
  addEventListener('click', ({ timeStamp }) => report({ what: 'click', atMs: sinceMs + timeStamp }), { capture: true })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      report({ what: 'long-task', atMs: sinceMs + startTime, durationMs: duration })
    }
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, 'hadRecentInput') === true) continue
      report({ what: 'shift', atMs: sinceMs + entry.startTime, score: Reflect.get(entry, 'value') })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
