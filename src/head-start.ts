import { configForPage } from './config.ts'
import { accountPath, isGuardedPath } from './places.ts'
import { preload } from './preload.ts'
import { takeHeadStart, type HeadStart } from './session/head-start.ts'
import { chooseLanguage } from './text/language.ts'
import { leaveHeadStart } from './head-start-place.ts'
import { cameBack, watchHistoryVisits } from './navigation.ts'
import { nearWorld, usableStorage } from './world.ts'

/**
 * Stands inside the HTML of a build, in front of everything: see tools/first-paint.ts. It must stay small, and draws
 * nothing in that the app does not have as well.
 */
const root = document.documentElement
watchHistoryVisits()
const language = chooseLanguage(
  location.search,
  usableStorage(() => localStorage),
  navigator.languages,
)
root.lang = language

const read = configForPage(import.meta.env.APP_CONFIG, location.origin)
if (read.ok) {
  const url = new URL(location.href)
  const isLanding = url.pathname === '/'
  const visit = { url, isGuarded: isGuardedPath(url.pathname), isLanding, cameBack }
  const headStart = takeHeadStart(
    read.config.session,
    nearWorld(() => root.lang),
    visit,
  )
  const { first, account } = import.meta.env.APP_FILES[language]
  if (!headStart.isLeaving()) preload(headStart.expectsPerson ? [...first, ...account] : first)
  if (headStart.showsLanding) listen(headStart)
  leaveHeadStart(headStart)
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
