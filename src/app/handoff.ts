import type { EarlySignIn } from '../auth/oidc/early-sign-in.ts'
import type { UserProfile } from '../auth/store/user-profile.ts'
import type { AppConfig } from '../config/app-config.ts'
import type { Language } from '../i18n/languages.ts'

/** A page that the script inside the HTML has drawn from a template; the user's data in it is this profile's. */
export type DrawnPage = { readonly page: 'landing' } | { readonly page: 'account'; readonly profile: UserProfile }

/** What the script inside the HTML has begun, for the app to continue: see early/README.md. */
export interface Handoff {
  readonly language: Language
  /** Null if the configuration does not fit the page: the app explains that. */
  readonly begun: { readonly config: AppConfig; readonly signIn: EarlySignIn } | null
  /** Null once the page is no longer as it was drawn. */
  drawn: DrawnPage | null
  /** Buttons that were clicked and that only the app can handle, in order. */
  readonly queuedClicks: HTMLElement[]
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

/** Returns it once; null without such a script, as on the dev server. */
export function takeHandoff(): Handoff | null {
  const handoff = window[key] ?? null
  delete window[key]
  return handoff
}
