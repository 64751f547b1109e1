/** Notes on the root element, where the app reads it too, that the page came back from the back/forward cache. */
export function watchBackForward(): void {
  onReturn(() => {
    document.documentElement.dataset['backForward'] = ''
  })
}

/** True if the person came to this page with Back or Forward, whether or not it was in the back/forward cache. */
export function wasBackForward(): boolean {
  if ('backForward' in document.documentElement.dataset) return true
  const navigations = performance.getEntriesByType('navigation')
  return navigations.some((entry) => entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward')
}

/** Calls back each time the page is shown. Returns a function that stops that. */
export function onPageShow(listener: () => void): () => void {
  window.addEventListener('pageshow', listener)
  return () => window.removeEventListener('pageshow', listener)
}

/** Calls back when the browser restores the page from the back/forward cache. Returns a function that stops that. */
export function onReturn(listener: () => void): () => void {
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) listener()
  }
  window.addEventListener('pageshow', onShow)
  return () => window.removeEventListener('pageshow', onShow)
}
