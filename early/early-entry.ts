import { idlePlaceKey } from '../src/app/idle-place.ts'
import { offerHandoff, type DrawnPage, type Handoff } from '../src/app/handoff.ts'
import { bootPlatform } from '../src/browser/browser-platform.ts'
import { onPageShow, onReturn, wasBackForward, watchBackForward } from '../src/browser/navigation-type.ts'
import { afterNextFrame } from '../src/browser/next-frame.ts'
import type { BootPlatform } from '../src/browser/platform.ts'
import { applyChosenTheme } from '../src/browser/theme.ts'
import type { AppConfig } from '../src/config/app-config.ts'
import { accountPath, basename, debugQuery, prerenderedPage, requiresAuth } from '../src/config/paths.ts'
import { configForThisPage } from '../src/config/this-page.ts'
import { chooseLanguage } from '../src/i18n/language.ts'
import { startEarlyAuth, type EarlyAuth } from './early-auth.ts'
import { applyStyles, clearPage, drawPage, watchStart, whenParsed } from './page-templates.ts'
import { canDraw } from './profile-fields.ts'
import * as shared from './shared.ts'

/** Runs inside the HTML of a build, before everything else. Every visit waits for it, so it must stay small. */
const root = document.documentElement
const platform = bootPlatform(basename, () => root.lang)
const language = chooseLanguage(location.search, platform.storage.browser, navigator.languages)
root.lang = language
applyChosenTheme()
const config = configOfPage()
const earlyAuth = config && startEarlyAuth(config.session, platform, visitOf(new URL(location.href)))
const begun = config && earlyAuth && { config, signIn: earlyAuth }
const handoff: Handoff = { language, begun, drawn: null, queuedClicks: [] }
offerHandoff(handoff)
Reflect.set(window, Symbol.for('toyseven.shared'), shared)
whenParsed(() => {
  applyStyles()
  if (config !== null && earlyAuth !== null) continueBoot(earlyAuth, config)
  afterNextFrame(() => {
    watchBackForward()
    watchStart()
  })
})

/** Null if the configuration does not fit the page: the app explains that. */
function configOfPage(): AppConfig | null {
  const read = configForThisPage()
  return read.ok ? read.config : null
}

function visitOf(url: URL) {
  const isLanding = prerenderedPage(url.pathname) === 'landing'
  return { url, requiresAuth: requiresAuth(url.pathname), isLanding, wasBackForward }
}

function continueBoot(auth: EarlyAuth, appConfig: AppConfig): void {
  if (auth.isLeaving()) return
  const page = pageToDraw(auth)
  if (page === null || !drawPage(page, appConfig)) return
  handoff.drawn = page
  interceptClicks(auth)
  if (page.page === 'account') watchUser(auth, page, platform)
}

function pageToDraw({ showsLanding, user }: EarlyAuth): DrawnPage | null {
  if (showsLanding) return platform.storage.tab?.getItem(idlePlaceKey) ? null : { page: 'landing' }
  const profile = prerenderedPage(location.pathname) === 'account' ? user() : null
  return profile !== null && canDraw(profile) ? { page: 'account', profile } : null
}

/**
 * The sign-in buttons work before the app has loaded, and leave within the click as long as the page lives. Clicks on
 * other buttons are queued until the app can handle them.
 */
function interceptClicks({ signIn, comeBack }: EarlyAuth): void {
  onReturn(comeBack)
  let isLeftToApp = false
  const leaveToApp = (button: HTMLElement) => {
    isLeftToApp = true
    if (isAppLoaded()) button.click()
    else handoff.queuedClicks.push(button)
  }
  const onClick = (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    const provider = button?.dataset['signIn']
    if (button === null || (isAppLoaded() && (provider === undefined || isLeftToApp))) return
    // React may have mounted, and would handle the same click.
    event.stopPropagation()
    if (provider === undefined) handoff.queuedClicks.push(button)
    else signIn(accountPath + debugQuery(location.search), provider || undefined, () => leaveToApp(button))
  }
  document.addEventListener('click', onClick, { capture: true })
}

/** Until the app takes over: removes the drawn page when another tab signs the user out or signs in another user. */
function watchUser({ user }: EarlyAuth, drawn: DrawnPage & { page: 'account' }, { storage }: BootPlatform): void {
  const check = () => {
    if (handoff.drawn === null || JSON.stringify(user()) === JSON.stringify(drawn.profile)) return
    handoff.drawn = null
    clearPage()
  }
  storage.onChange(check)
  onPageShow(check)
}

function isAppLoaded(): boolean {
  return 'app' in root.dataset
}
