/**
 * Calls back once the next frame is on the screen: what nobody sees has time until then. Where nobody looks at the page,
 * or somebody ceases to, there are no frames, and it does not wait for one.
 */
export function afterNextFrame(work: () => void): void {
  if (document.visibilityState === 'hidden') return void setTimeout(work)
  const waiting = new AbortController()
  const stop = () => {
    if (waiting.signal.aborted) return
    waiting.abort()
    work()
  }
  document.addEventListener('visibilitychange', stop, { signal: waiting.signal })
  requestAnimationFrame(() => requestAnimationFrame(stop))
}
