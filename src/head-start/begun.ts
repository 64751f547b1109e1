import type { HeadStart } from '../session/head-start.ts'
import type { PersonFacts } from './person-facts.ts'
import type { Language } from '../text/language.ts'
import type { MainWords } from '../text/en/main.ts'

/** A page that the script inside the HTML has drawn, from what stands there: see tools/first-paint.ts. */
export type Drawn =
  | { readonly page: 'landing' }
  /** With the person's own facts in it. */
  | { readonly page: 'account'; readonly facts: PersonFacts }

/** One of them as it will look, with blanks for a person's facts. */
export interface PrerenderedPage {
  readonly page: Drawn['page']
  readonly language: Language
  readonly html: string
}

/** What the script inside the HTML has begun, which cannot import the app, nor the app it. */
export interface Begun {
  /** Null where there is no such script, as on the dev server, or the configuration does not fit the page. */
  session: HeadStart | null
  /** In which all of this is; null where the app has to choose. */
  language: Language | null
  /** Null once somebody else has the page in hand. */
  drawn: Drawn | null
  /** What somebody has pressed that only the app can answer, in that order. */
  readonly pressed: HTMLElement[]
  /** Null until they are fetched. */
  words: MainWords | null
  /** Modules that the app does not bring along: see shared.ts. Null where there is no such script. */
  readonly shared: object | null
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
  const begun = window[place] ?? { session: null, language: null, drawn: null, pressed: [], words: null, shared: null }
  delete window[place]
  return begun
}
