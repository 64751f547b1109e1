/**
 * Calls back once the next frame is on the screen: what nobody sees has time until then. Where nobody looks at the page
 * there are no frames, and it does not wait for one.
 */
export function afterNextFrame(work: () => void): void {
  if (document.visibilityState === 'hidden') setTimeout(work)
  else requestAnimationFrame(() => requestAnimationFrame(() => work()))
}
