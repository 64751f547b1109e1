import type { BrowserContext } from '@playwright/test'
import type { Condition } from './conditions.ts'
import { siteOf, type Contender } from './contenders.ts'
import { Visit, type SeenRequest } from './visit.ts'

/** A user with a session at the pool: the hosted UI redirects at once, without a password form. */
export interface KnownUser {
  readonly email: string
  readonly cookies: Awaited<ReturnType<BrowserContext['cookies']>>
}

/**
 * Starts a separate browser with an empty cache. Additional contexts of one browser are incognito, and there Chromium
 * opens no connections ahead of time.
 */
export type OpenBrowser = () => Promise<BrowserContext>

/** In milliseconds, except `shift`, which has no unit. */
export type Measure =
  | 'home'
  | 'click'
  /** From the click to the first response of the hosted UI. */
  | 'hostedUi'
  | 'deepLink'
  | 'callback'
  /** The callback after 15 s on the hosted UI: by then, unused connections that were opened ahead are closed. */
  | 'lateCallback'
  | 'deepLinkToContent'
  | 'reload'
  /** The sum of the time above 50 ms of each long task, until the home page is idle. */
  | 'blocking'
  /** The layout shift of all pages together. */
  | 'shift'

/** A step that an app does not have is missing. */
type Figures = Readonly<Partial<Record<Measure, number>>>

/** The requests that start before a measured step ends. */
export type Traces = Readonly<
  Partial<Record<'home' | 'deepLink' | 'callback' | 'deepLinkToContent' | 'reload', readonly SeenRequest[]>>
>

export interface Measured {
  readonly figures: Figures
  readonly traces: Traces
}

/** About the time that a user needs to type a password. */
const hostedUiMs = 15_000

/**
 * Takes every measure except the late callback once. The steps from the home page and the steps from a deep link each
 * start with an empty cache.
 */
export async function measure(
  open: OpenBrowser,
  contender: Contender,
  condition: Condition,
  user: KnownUser,
): Promise<Measured> {
  const inNewBrowser = async (act: (visit: Visit, contender: Contender) => Promise<Measured>) => {
    const context = await open()
    await context.addCookies(user.cookies)
    const measured = await act(await Visit.begin(context, condition, user.email), contender)
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

/** Measures the callback of a user who has typed a password. */
export async function measureLateCallback(
  open: OpenBrowser,
  contender: Contender,
  condition: Condition,
  user: KnownUser,
): Promise<Measured> {
  const context = await open()
  const visit = await Visit.begin(context, condition, user.email)
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

/** The home page, a click, the callback, and a reload once the page is idle. */
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
  const { clickedAtMs, leftAtMs, respondedAtMs } = await click(visit)
  const callback = await untilContent(visit, leftAtMs, '/callback')
  await visit.settle()
  const againAtMs = Date.now()
  await visit.page.reload({ waitUntil: 'commit' })
  const reload = await untilContent(visit, againAtMs, '/account')
  return {
    figures: {
      ...home.figures,
      click: leftAtMs - clickedAtMs,
      hostedUi: respondedAtMs - clickedAtMs,
      callback: callback.tookMs,
      reload: reload.tookMs,
      shift: shiftOf(visit),
    },
    traces: { ...home.traces, callback: callback.requests, reload: reload.requests },
  }
}

async function click(visit: Visit) {
  const box = await visit.page.locator('main button:visible', { hasText: 'Sign in' }).boundingBox()
  if (box === null) throw new Error('The Sign in button has no position on the page.')
  await visit.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  const left = await visit.request(0, '/oauth2/authorize')
  const clicked = await visit.mark(0, 'click')
  const respondedAtMs = await visit.until('the response of the hosted UI', () => left.endMs ?? undefined)
  return { clickedAtMs: clicked.atMs, leftAtMs: left.startMs, respondedAtMs }
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
