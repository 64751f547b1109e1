import { configForPage, type AppConfig } from '../config.ts'
import { cameBack, isReload, onPageShow, watchHistoryVisits } from '../navigation.ts'
import { accountPath, isGuardedPath } from '../places.ts'
import { takeHeadStart, type HeadStart } from '../session/head-start.ts'
import type { NearWorld } from '../session/world.ts'
import { chooseLanguage, type Language } from '../text/language.ts'
import { nearWorld } from '../world.ts'
import { leaveHeadStart, type Begun, type Drawn } from './begun.ts'
import { afterNextFrame } from '../frames.ts'
import { clearPage, drawPage, watchStart, wearStyles, whenParsed } from './draw.ts'
import { factsOf, isOf, type PersonFacts } from './person-facts.ts'
import { shared } from './shared.ts'

/**
 * Stands inside the HTML of a build, in front of everything: see tools/first-paint.ts. It must stay small: every visit
 * waits for it.
 */
const root = document.documentElement
const begun: Begun = { session: null, language: null, drawn: null, pressed: [], words: null, shared }
leaveHeadStart(begun)
// The home page asks for nothing, and a reload for nothing that somebody waits for. If the page is there in one piece
// when its turn comes, no empty frame is drawn before.
const isUrgent = location.href !== `${location.origin}/` && !isReload()
const early = isUrgent ? begin() : null
whenParsed(() => {
  const started = isUrgent ? early : begin()
  wearStyles()
  if (started !== null) goOn(started)
  afterNextFrame(() => {
    watchHistoryVisits()
    watchStart()
  })
})

interface Started {
  readonly session: HeadStart
  readonly config: AppConfig
  readonly language: Language
  readonly world: NearWorld
}

/** What somebody waits for, and nothing else. Null where the app has to say what is wrong with the configuration. */
function begin(): Started | null {
  const world = nearWorld(() => root.lang)
  const language = chooseLanguage(location.search, world.storage.browser, navigator.languages)
  root.lang = language
  begun.language = language
  const read = configForPage(import.meta.env.APP_CONFIG, location)
  if (!read.ok) return null
  const url = new URL(location.href)
  const visit = { url, isGuarded: isGuardedPath(url.pathname), isLanding: url.pathname === '/', cameBack }
  const session = takeHeadStart(read.config.session, world, visit)
  begun.session = session
  return { session, config: read.config, language, world }
}

function goOn({ session, config, language, world }: Started): void {
  if (session.isLeaving()) return
  const toDraw = whatToDraw(session)
  if (toDraw === null || !drawPage(toDraw)) return void fetchWords(language)
  begun.drawn = toDraw
  listen(session)
  if (toDraw.page === 'account') watchPerson(session, toDraw.facts, world)
  afterNextFrame(() => {
    void fetchWords(language)
    if (session.showsLanding) expectSignIn(session, config)
  })
}

function whatToDraw({ url, showsLanding, person }: HeadStart): Drawn | null {
  if (showsLanding) return { page: 'landing' }
  const somebody = isGuardedPath(url.pathname) ? person() : null
  const facts = somebody && factsOf(somebody)
  return facts && { page: 'account', facts }
}

/** Beside the app instead of after it. */
async function fetchWords(language: Language): Promise<void> {
  try {
    const fetched: typeof import('../text/en/main.ts') = await import(
      /* @vite-ignore */ import.meta.env.APP_WORDS[language]
    )
    begun.words = fetched.main
  } catch {
    // The app will try again, and say so if need be.
  }
}

/** The next click will lead to the pool. */
function expectSignIn(session: HeadStart, { session: { domain } }: AppConfig): void {
  session.prepare()
  // Once more for whoever comes back to this page.
  onPageShow(session.prepare)
  const link = document.createElement('link')
  link.rel = 'preconnect'
  link.href = domain
  document.head.append(link)
}

/**
 * The buttons that sign in work before the app is there, and leave within the click as long as the page lives. Any other
 * that is pressed before is pressed again once the app is there.
 */
function listen(session: HeadStart): void {
  let isLeftToApp = false
  const leaveToApp = (button: HTMLElement) => {
    isLeftToApp = true
    if (isAppHere()) button.click()
    else begun.pressed.push(button)
  }
  const onClick = (event: Event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    const provider = button?.dataset['signIn']
    if (button === null || (isAppHere() && (provider === undefined || isLeftToApp))) return
    // React may be here already, and would do the same once more.
    event.stopPropagation()
    if (provider === undefined) begun.pressed.push(button)
    else session.signIn(accountPath, provider || undefined, () => leaveToApp(button))
  }
  document.addEventListener('click', onClick, { capture: true })
}

/** Until the session takes over: somebody who signs out in another tab, or makes way there, is gone from here, too. */
function watchPerson({ person }: HeadStart, drawn: PersonFacts, { storage }: NearWorld): void {
  const look = () => {
    if (begun.drawn === null || isOf(person(), drawn)) return
    begun.drawn = null
    clearPage()
  }
  storage.onChange(look)
  onPageShow(look)
}

function isAppHere(): boolean {
  return 'app' in root.dataset
}
