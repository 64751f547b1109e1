import { configForPage } from './config.ts'
import { accountPath, isGuardedPath } from './places.ts'
import { takeHeadStart, type HeadStart } from './session/head-start.ts'
import { chooseLanguage } from './text/language.ts'
import { leaveHeadStart, type Begun } from './head-start-place.ts'
import { cameBack, watchHistoryVisits } from './navigation.ts'
import { nearWorld } from './world.ts'

/**
 * Stands inside the HTML of a build, in front of everything: see tools/first-paint.ts. It must stay small, and draws
 * nothing in that the app does not have as well.
 */
const root = document.documentElement
watchHistoryVisits()
const world = nearWorld(() => root.lang)
const language = chooseLanguage(location.search, world.storage.browser, navigator.languages)
root.lang = language

const read = configForPage(import.meta.env.APP_CONFIG, location.origin)
if (read.ok) {
  const url = new URL(location.href)
  const isLanding = url.pathname === '/'
  const visit = { url, isGuarded: isGuardedPath(url.pathname), isLanding, cameBack }
  const headStart = takeHeadStart(read.config.session, world, visit)
  const begun: Begun = { session: headStart, words: null }
  const getReady = () => void fetchWords(import.meta.env.APP_WORDS[language], begun)
  leaveHeadStart(begun)
  if (headStart.showsLanding) {
    listen(headStart)
    // The landing page needs no words of the app's to be shown.
    setTimeout(() => {
      getReady()
      connectTo(read.config.session.domain)
    })
  } else if (!headStart.isLeaving()) getReady()
}
wearStyles(import.meta.env.APP_STYLES)

/** Beside the app instead of after it. */
async function fetchWords(path: string, begun: Begun): Promise<void> {
  try {
    const fetched: typeof import('./text/en/main.ts') = await import(/* @vite-ignore */ path)
    begun.words = fetched.main
  } catch {
    // The app will try again, and say so if need be.
  }
}

/** The next click will lead there. */
function connectTo(site: string): void {
  const link = document.createElement('link')
  link.rel = 'preconnect'
  link.href = site
  document.head.append(link)
}

/** Without a request that the first frame would wait for, and without a style inside the HTML, which the policy forbids. */
function wearStyles(text: string): void {
  const styles = new CSSStyleSheet()
  styles.replaceSync(text)
  document.adoptedStyleSheets.push(styles)
}

/** The buttons of the landing page work before the app is there, and until it takes over. */
function listen(headStart: HeadStart): void {
  root.dataset['visit'] = 'landing'
  const onClick = (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-sign-in]') : null
    if (button === null || root.dataset['app'] === 'here') return
    // React may be here already, and would begin a second one.
    event.stopPropagation()
    headStart.signIn(accountPath, button.dataset['signIn'] || undefined)
  }
  document.addEventListener('click', onClick, { capture: true })
}
