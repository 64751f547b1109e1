/**
 * Notes from the first moment on whether the person came here with Back or Forward. It is kept in the page, where both
 * the script inside the HTML and the app find it, whichever of them saw it.
 */
export function watchHistoryVisits(): void {
  if (performance.getEntriesByType('navigation').some(isHistoryNavigation)) noteHistoryVisit()
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) noteHistoryVisit()
  })
}

/** True if the person came here with Back or Forward, whether or not the browser still had the page in its cache. */
export function cameBack(): boolean {
  return 'cameBack' in document.documentElement.dataset
}

/** Calls the listener whenever that may have changed. */
export function onPageShow(listener: () => void): () => void {
  window.addEventListener('pageshow', listener)
  return () => window.removeEventListener('pageshow', listener)
}

function noteHistoryVisit(): void {
  document.documentElement.dataset['cameBack'] = ''
}

function isHistoryNavigation(entry: PerformanceEntry): boolean {
  return entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward'
}
