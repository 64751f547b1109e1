import type { HeadStart } from './session/head-start.ts'
import type { MainWords } from './text/en/main.ts'

/** What the script inside the HTML has begun, which cannot import the app, nor the app it. */
export interface Begun {
  /** Null where there is no such script, as on the dev server, or nothing to begin. */
  readonly session: HeadStart | null
  /** Null until they are fetched. */
  words: MainWords | null
}

const place: unique symbol = Symbol.for('toyseven.head-start')

declare global {
  interface Window {
    [place]?: Begun
  }
}

export function leaveHeadStart(begun: Begun): void {
  window[place] = begun
}

/** Gives it once. */
export function takeUpHeadStart(): Begun {
  const begun = window[place] ?? { session: null, words: null }
  delete window[place]
  return begun
}
