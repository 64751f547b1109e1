/**
 * Calls back once the next frame is on the screen, for work that is not visible in it. A hidden page draws no frames, so
 * there, or when the page becomes hidden, it calls back without one.
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
