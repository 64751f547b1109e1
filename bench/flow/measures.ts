import type { BrowserContext } from '@playwright/test'
import type { Condition } from './conditions.ts'
import { siteOf, type Contender } from './contenders.ts'
import { Visit, type SeenRequest } from './visit.ts'

/** A user with a session at the pool: its hosted UI redirects at once, and no password is typed. */
export interface KnownPerson {
  readonly email: string
  readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>>
}

/**
 * Starts a browser of its own, with an empty cache. Chromium opens no connections ahead in the contexts that one browser
 * can have beside its own, since they are incognito.
 */
export type OpenBrowser = () => Promise<BrowserContext>

/** Milliseconds, but for `shift`, which has no unit. */
export type Measure =
  | 'home'
  | 'click'
  | 'deepLink'
  | 'callback'
  /** The same after 15 s on the hosted UI: connections that were opened ahead and not used are closed by then. */
  | 'lateCallback'
  | 'deepLinkToContent'
  | 'reload'
  /** What long tasks had above 50 ms, until the home page is quiet. */
  | 'blocking'
  /** Of all pages together. */
  | 'shift'

/** What an app does not have is missing. */
type Figures = Readonly<Partial<Record<Measure, number>>>

/** What is asked for until a measure ends. */
export type Traces = Readonly<
  Partial<Record<'home' | 'deepLink' | 'callback' | 'deepLinkToContent' | 'reload', readonly SeenRequest[]>>
>

export interface Measured {
  readonly figures: Figures
  readonly traces: Traces
}

/** As long as it takes to type a password. */
const hostedUiMs = 15_000

/** Every measure but the late callback, once. What begins at the home page and what begins at a deep link begin with an empty cache each. */
export async function measure(
  open: OpenBrowser,
  contender: Contender,
  condition: Condition,
  person: KnownPerson,
): Promise<Measured> {
  const inNewBrowser = async (act: (visit: Visit, contender: Contender) => Promise<Measured>) => {
    const context = await open()
    await context.addCookies(person.cookies)
    const measured = await act(await Visit.begin(context, condition, person.email), contender)
    await context.close()
    return measured
  }
  const first = await inNewBrowser(fromHome)
  if (!contender.signsIn) return first
  const second = await inNewBrowser(fromDeepLink)
  const shift = (first.figures.shift ?? 0) + (second.figures.shift ?? 0)
  return {
    figures: { ...first.figures, ...second.figures, shift },
    traces: { ...first.traces, ...second.traces },
  }
}

/** The callback of a person who has typed a password. */
export async function measureLateCallback(
  open: OpenBrowser,
  contender: Contender,
  condition: Condition,
  person: KnownPerson,
): Promise<Measured> {
  const context = await open()
  const visit = await Visit.begin(context, condition, person.email)
  await visit.page.goto(siteOf(contender), { waitUntil: 'commit' })
  await visit.mark(0, 'control')
  await visit.settle()
  const { leftAtMs } = await click(visit)
  await visit.page.waitForTimeout(hostedUiMs)
  await visit.page.getByRole('button', { name: '김민서' }).click()
  const callback = await untilContent(visit, leftAtMs, '/callback')
  await context.close()
  return { figures: { lateCallback: callback.tookMs }, traces: {} }
}

/** Home, a click, the callback, and a reload once everything is quiet. */
async function fromHome(visit: Visit, contender: Contender): Promise<Measured> {
  await visit.page.goto(siteOf(contender), { waitUntil: 'commit' })
  const opened = await visit.request(0, '/')
  const control = await visit.mark(0, 'control')
  await visit.settle()
  const home = {
    figures: { home: control.atMs - opened.startMs, blocking: blockingOf(visit) },
    traces: { home: visit.between(opened.startMs, control.atMs) },
  }
  if (!contender.signsIn) return { ...home, figures: { ...home.figures, shift: shiftOf(visit) } }
  const { clickedAtMs, leftAtMs } = await click(visit)
  const callback = await untilContent(visit, leftAtMs, '/callback')
  await visit.settle()
  const againAtMs = Date.now()
  await visit.page.reload({ waitUntil: 'commit' })
  const reload = await untilContent(visit, againAtMs, '/account')
  return {
    figures: {
      ...home.figures,
      click: leftAtMs - clickedAtMs,
      callback: callback.tookMs,
      reload: reload.tookMs,
      shift: shiftOf(visit),
    },
    traces: { ...home.traces, callback: callback.requests, reload: reload.requests },
  }
}

async function click(visit: Visit): Promise<{ clickedAtMs: number; leftAtMs: number }> {
  const box = await visit.page.locator('main button:visible', { hasText: 'Sign in' }).boundingBox()
  if (box === null) throw new Error('The Sign in control has no place.')
  await visit.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  const left = await visit.request(0, '/oauth2/authorize')
  const clicked = await visit.mark(0, 'click')
  return { clickedAtMs: clicked.atMs, leftAtMs: left.startMs }
}

/** A bookmark, opened by a user who is not signed in. */
async function fromDeepLink(visit: Visit, contender: Contender): Promise<Measured> {
  await visit.page.goto(`${siteOf(contender)}/account`, { waitUntil: 'commit' })
  const opened = await visit.request(0, '/account')
  const left = await visit.request(opened.startMs, '/oauth2/authorize')
  const content = await visit.mark(left.startMs, 'content')
  return {
    figures: {
      deepLink: left.startMs - opened.startMs,
      deepLinkToContent: content.atMs - opened.startMs,
      shift: shiftOf(visit),
    },
    traces: {
      deepLink: visit.between(opened.startMs, left.startMs),
      deepLinkToContent: visit.between(opened.startMs, content.atMs),
    },
  }
}

async function untilContent(visit: Visit, afterMs: number, path: string) {
  const opened = await visit.request(afterMs, path)
  const content = await visit.mark(opened.startMs, 'content')
  return { tookMs: content.atMs - opened.startMs, requests: visit.between(opened.startMs, content.atMs) }
}

function blockingOf({ marks }: Visit): number {
  return marks.reduce((sum, mark) => sum + (mark.what === 'long-task' ? mark.durationMs - 50 : 0), 0)
}

function shiftOf({ marks }: Visit): number {
  return marks.reduce((sum, mark) => sum + (mark.what === 'shift' ? mark.score : 0), 0)
}
