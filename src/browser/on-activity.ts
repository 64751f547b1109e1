const events = ['keydown', 'pointerdown', 'wheel', 'touchmove'] as const

/**
 * Calls back when the user presses a key, clicks, scrolls or touches the page. A mouse that is only moved may be bumped.
 * The browser has handled the event by then: a key that closes a dialog is not typed into the page behind it.
 */
export function onActivity(listener: () => void): void {
  for (const event of events) addEventListener(event, () => setTimeout(listener), { capture: true, passive: true })
}
