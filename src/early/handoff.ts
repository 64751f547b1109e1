import type { Language } from '../i18n/language.ts'
import type { EarlyAuth } from './early-auth.ts'
import type { ProfileFields } from './profile-fields.ts'

/** A page that the script inside the HTML has drawn from a template: see build/inline-early.ts. */
export type DrawnPage = { readonly page: 'landing' } | { readonly page: 'account'; readonly fields: ProfileFields }

/** A page as HTML, with placeholders for the user's data. */
export interface PrerenderedPage {
  readonly page: DrawnPage['page']
  readonly language: Language
  readonly html: string
}

/** What the script inside the HTML has started. It cannot import the app, nor the app it. */
export interface Handoff {
  /** Null without such a script, as on the dev server, or if the configuration does not fit the page. */
  auth: EarlyAuth | null
  /** The language of all this; null if the app has to choose. */
  language: Language | null
  /** Null once the page is no longer as it was drawn. */
  drawn: DrawnPage | null
  /** Buttons that were clicked and that only the app can handle, in order. */
  readonly queuedClicks: HTMLElement[]
  /** Modules that the app takes from here: see shared.ts. Null without such a script. */
  readonly shared: object | null
}

const key: unique symbol = Symbol.for('toyseven.early')

declare global {
  interface Window {
    [key]?: Handoff
  }
}

export function offerHandoff(handoff: Handoff): void {
  window[key] = handoff
}

/** Returns it once. */
export function takeHandoff(): Handoff {
  const nothing = { auth: null, language: null, drawn: null, queuedClicks: [], shared: null }
  const handoff = window[key] ?? nothing
  delete window[key]
  return handoff
}
