/** What a page says of itself. Times are milliseconds since 1970. */
export type Mark =
  /** Painted: the control that signs in, or what only a person who is signed in sees. */
  | { readonly what: 'control' | 'content'; readonly atMs: number }
  | { readonly what: 'click'; readonly atMs: number }
  | { readonly what: 'long-task'; readonly atMs: number; readonly durationMs: number }
  | { readonly what: 'shift'; readonly atMs: number; readonly score: number }

interface Seen {
  readonly email: string
  readonly binding: string
}

/** Runs in every page before its own scripts, the same for every app; so it uses nothing from outside itself. */
export function watchPage({ email, binding }: Seen): void {
  const tell = (mark: object) => {
    const send: unknown = Reflect.get(globalThis, binding)
    if (typeof send === 'function') send(JSON.stringify(mark))
  }
  const sinceMs = performance.timeOrigin
  const asSeen = { visibilityProperty: true }
  const isIn = {
    control: () =>
      [...document.querySelectorAll('main button')].find(
        (button) => button.textContent.trim() === 'Sign in' && button.checkVisibility(asSeen),
      ),
    content: () =>
      [...document.querySelectorAll('main dd')].find(
        (place) => place.textContent.includes(email) && place.checkVisibility(asSeen),
      ),
  }
  // The browser says when an element that is marked before a frame has been painted in it. Nothing here asks for a
  // frame unless the page has changed.
  const missing = new Map(Object.entries(isIn))
  let isDue = false
  const look = () => {
    isDue = false
    for (const [what, find] of missing) {
      const found = find()
      if (found === undefined) continue
      missing.delete(what)
      found.setAttribute('elementtiming', what)
    }
  }
  new MutationObserver(() => {
    if (!isDue) requestAnimationFrame(look)
    isDue = true
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      tell({ what: Reflect.get(entry, 'identifier'), atMs: sinceMs + entry.startTime })
    }
  }).observe({ type: 'element', buffered: true })
  addEventListener('click', ({ timeStamp }) => tell({ what: 'click', atMs: sinceMs + timeStamp }), { capture: true })
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      tell({ what: 'long-task', atMs: sinceMs + startTime, durationMs: duration })
    }
  }).observe({ type: 'longtask', buffered: true })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (Reflect.get(entry, 'hadRecentInput') === true) continue
      tell({ what: 'shift', atMs: sinceMs + entry.startTime, score: Reflect.get(entry, 'value') })
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
