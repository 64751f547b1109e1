/**
 * Notes from the first moment on whether the person comes back to this page as the browser had kept it. It is kept in
 * the page, where both the script inside the HTML and the app find it, whichever of them saw it.
 */
export function watchHistoryVisits(): void {
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) document.documentElement.dataset['cameBack'] = ''
  })
}

/** True if the person came here with Back or Forward, whether or not the browser still had the page in its cache. */
export function cameBack(): boolean {
  const isKeptPage = 'cameBack' in document.documentElement.dataset
  return isKeptPage || performance.getEntriesByType('navigation').some(isHistoryNavigation)
}

/** Calls the listener whenever that may have changed. */
export function onPageShow(listener: () => void): () => void {
  window.addEventListener('pageshow', listener)
  return () => window.removeEventListener('pageshow', listener)
}

function isHistoryNavigation(entry: PerformanceEntry): boolean {
  return entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward'
}
