import type { HeadStart } from './session/head-start.ts'

const place: unique symbol = Symbol.for('toyseven.head-start')

declare global {
  interface Window {
    [place]?: HeadStart
  }
}

/** The script inside the HTML leaves what it has begun here; it cannot import the app, nor the app it. */
export function leaveHeadStart(headStart: HeadStart): void {
  window[place] = headStart
}

/** Gives it once; null where there is none, as on the dev server. */
export function takeUpHeadStart(): HeadStart | null {
  const headStart = window[place] ?? null
  delete window[place]
  return headStart
}
