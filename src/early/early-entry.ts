import { accountPath, prerenderedPage, requiresAuth } from '../config/paths.ts'
import { bootPlatform } from '../browser/browser-platform.ts'
import { isReload, onPageShow, wasBackForward, watchBackForward } from '../browser/navigation-type.ts'
import { afterNextFrame } from '../browser/next-frame.ts'
import type { BootPlatform } from '../browser/platform.ts'
import { configForPage, type AppConfig } from '../config/app-config.ts'
import { chooseLanguage, type Language } from '../i18n/language.ts'
import { startEarlyAuth, type EarlyAuth } from './early-auth.ts'
import { offerHandoff, type DrawnPage, type Handoff } from './handoff.ts'
import { applyStyles, clearPage, drawPage, watchStart, whenParsed } from './page-templates.ts'
import { isProfileOf, profileFieldsOf, type ProfileFields } from './profile-fields.ts'
import * as shared from './shared.ts'

/**
 * Runs inside the HTML of a build, before everything else: see build/inline-early.ts. Every visit waits for it, so it
 * must stay small.
 */
const root = document.documentElement
const handoff: Handoff = { auth: null, language: null, drawn: null, queuedClicks: [], shared }
offerHandoff(handoff)
// The home page sends nothing, and a reload sends nothing that the user waits for. If their work waits until the page is
// parsed, the browser draws no empty frame before.
const isUrgent = location.href !== `${location.origin}/` && !isReload()
const startedEarly = isUrgent ? start() : null
whenParsed(() => {
  const started = isUrgent ? startedEarly : start()
  applyStyles()
  if (started !== null) continueBoot(started)
  afterNextFrame(() => {
    watchBackForward()
    watchStart()
  })
})

interface Started {
  readonly auth: EarlyAuth
  readonly config: AppConfig
  readonly language: Language
  readonly platform: BootPlatform
}

/** The critical path only. Null if the configuration does not fit the page: the app explains that. */
function start(): Started | null {
  const platform = bootPlatform(() => root.lang)
  const language = chooseLanguage(location.search, platform.storage.browser, navigator.languages)
  root.lang = language
  handoff.language = language
  const read = configForPage(import.meta.env.APP_CONFIG, location)
  if (!read.ok) return null
  const url = new URL(location.href)
  const isLanding = prerenderedPage(url.pathname) === 'landing'
  const visit = { url, requiresAuth: requiresAuth(url.pathname), isLanding, wasBackForward }
  const auth = startEarlyAuth(read.config.session, platform, visit)
  handoff.auth = auth
  return { auth, config: read.config, language, platform }
}

function continueBoot({ auth, config, language, platform }: Started): void {
  if (auth.isLeaving()) return
  const page = pageToDraw(auth)
  if (page === null || !drawPage(page)) return prefetchMessages(language)
  handoff.drawn = page
  interceptClicks(auth)
  if (page.page === 'account') watchUser(auth, page.fields, platform)
  afterNextFrame(() => {
    prefetchMessages(language)
    if (auth.showsLanding) prepareSignIn(auth, config)
  })
}

function pageToDraw({ url, showsLanding, user }: EarlyAuth): DrawnPage | null {
  if (showsLanding) return { page: 'landing' }
  const profile = prerenderedPage(url.pathname) === 'account' ? user() : null
  const fields = profile && profileFieldsOf(profile)
  return fields && { page: 'account', fields }
}

/** Fetches the module beside the app instead of after it. The app shows an error if that fails. */
function prefetchMessages(language: Language): void {
  import(/* @vite-ignore */ import.meta.env.APP_MESSAGES[language]).catch(() => {})
}

/** The next click leads to the pool. */
function prepareSignIn(auth: EarlyAuth, { session: { domain } }: AppConfig): void {
  auth.prepare()
  // Again when the person comes back to this page.
  onPageShow(auth.prepare)
  const link = document.createElement('link')
  link.rel = 'preconnect'
  link.href = domain
  document.head.append(link)
}

/**
 * The sign-in buttons work before the app has loaded, and leave within the click as long as the page lives. Clicks on
 * other buttons are queued until the app can handle them.
 */
function interceptClicks(auth: EarlyAuth): void {
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
    else auth.signIn(accountPath, provider || undefined, () => leaveToApp(button))
  }
  document.addEventListener('click', onClick, { capture: true })
}

/** Until the app takes over: removes the drawn page when another tab signs the user out or signs in another user. */
function watchUser({ user }: EarlyAuth, fields: ProfileFields, { storage }: BootPlatform): void {
  const check = () => {
    if (handoff.drawn === null || isProfileOf(user(), fields)) return
    handoff.drawn = null
    clearPage()
  }
  storage.onChange(check)
  onPageShow(check)
}

function isAppLoaded(): boolean {
  return 'app' in root.dataset
}
