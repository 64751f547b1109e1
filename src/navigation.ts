/**
 * Notes from then on whether the person comes back to this page as the browser had kept it. It is kept in
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
  return isKeptPage || cameBy('back_forward')
}

/** True if the page was loaded anew where it was. */
export function isReload(): boolean {
  return cameBy('reload')
}

/** Calls the listener whenever that may have changed. */
export function onPageShow(listener: () => void): () => void {
  window.addEventListener('pageshow', listener)
  return () => window.removeEventListener('pageshow', listener)
}

function cameBy(type: NavigationTimingType): boolean {
  const navigations = performance.getEntriesByType('navigation')
  return navigations.some((entry) => entry instanceof PerformanceNavigationTiming && entry.type === type)
}
