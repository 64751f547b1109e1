/** Runs the work when the browser is idle, for what must be fetched while there still is a network. */
export function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work)
  else setTimeout(work)
}
