import type { BrowserContext, Page, Request } from '@playwright/test'
import type { Secrets, SecretKind } from './secrets.ts'
import { recordPage } from './record-page.ts'

/** A text that the watch recorded, and the kinds of secret that it may contain. */
interface Evidence {
  readonly place: string
  readonly text: string
  readonly mayHold: readonly SecretKind[]
}

export interface LeakWatch {
  /** Every secret that was recorded where it must not be, in a line each. */
  leaks(): Promise<string[]>
}

const app = 'http://localhost:3000'
const pool = 'http://127.0.0.1:9229'
const everyToken = ['access token', 'id token', 'refresh token'] as const satisfies SecretKind[]
const ofPending = ['state', 'nonce', 'verifier'] as const satisfies SecretKind[]

/**
 * Watches every page of a browser from outside and from inside: requests, console, errors, storages, cookies, history,
 * DOM, referrer, properties of `window`, and messages to other tabs.
 *
 * @param sessionStore where this build of the app keeps its session
 */
export async function watchForLeaks(
  context: BrowserContext,
  secrets: Secrets,
  sessionStore: 'sessionStorage' | 'localStorage',
): Promise<LeakWatch> {
  const seen: Evidence[] = []
  const note = (place: string, text: string, mayHold: readonly SecretKind[] = []) => {
    if (text !== '') seen.push({ place, text, mayHold })
  }
  context.on('console', (message) => note('console', message.text()))
  context.on('weberror', (error) => note('error', `${error.error().message} ${error.error().stack}`))
  context.on('request', (request) => noteRequest(request, note))
  await context.exposeBinding('reportToLeakWatch', (_source, place: string, text: string) =>
    note(place, text, allowedIn(place, text, sessionStore)),
  )
  await context.addInitScript(recordPage, app)
  return {
    async leaks() {
      for (const page of context.pages()) await noteEnd(page, note)
      const found = [...secrets.all].flatMap(([secret, kind]) =>
        seen
          .filter(({ text, mayHold }) => text.includes(secret) && !mayHold.includes(kind))
          .map(({ place }) => `${kind} in ${place}`),
      )
      return [...new Set(found)]
    },
  }
}

type Note = (place: string, text: string, mayHold?: readonly SecretKind[]) => void

function noteRequest(request: Request, note: Note): void {
  const { origin, pathname } = new URL(request.url())
  const where = `${request.method()} ${origin}${pathname}`
  const isPool = origin === pool
  const isCallback = origin === app && request.isNavigationRequest()
  note(`the address of ${where}`, request.url(), isPool ? ['state', 'nonce'] : isCallback ? ['state', 'code'] : [])
  note(`the body of ${where}`, request.postData() ?? '', isPool ? allowedInForm(pathname) : [])
  const { authorization = '', ...headers } = request.headers()
  const isApi = origin === app && pathname.startsWith('/api/')
  note(`the authorization of ${where}`, authorization, isApi ? ['access token'] : [])
  note(`the headers of ${where}`, JSON.stringify(headers))
}

function allowedInForm(pathname: string): readonly SecretKind[] {
  if (pathname === '/oauth2/token') return ['code', 'verifier', 'refresh token']
  return pathname === '/oauth2/revoke' ? ['refresh token'] : ['state', 'nonce']
}

/** Two records hold secrets on purpose, and so does the response to a tab that requested the session. */
function allowedIn(place: string, text: string, sessionStore: string): readonly SecretKind[] {
  if (place === sessionStore && text.startsWith('oidc.user:')) return everyToken
  if (place === 'sessionStorage' && /^oidc\.[0-9a-f]{32}/.test(text)) return ofPending
  return place === 'channel' && text.includes('"type":"response"') ? everyToken : []
}

async function noteEnd(page: Page, note: Note): Promise<void> {
  if (page.isClosed()) return
  for (const url of await historyOf(page)) note('the history', url, url.startsWith(pool) ? ['state', 'nonce'] : [])
  await page.evaluate('window.dispatchEvent(new Event("leak-watch"))').catch(() => {})
  for (const { name, value } of await page.context().cookies()) note(`the cookie ${name}`, value)
}

/** A navigation to another site changes the process of the page, and a try fails. The next try waits for it. */
async function historyOf(page: Page, triesLeft = 5): Promise<string[]> {
  try {
    const devtools = await page.context().newCDPSession(page)
    const { entries } = await devtools.send('Page.getNavigationHistory')
    return entries.map(({ url }) => url)
  } catch (error) {
    if (triesLeft === 0) throw error
    await page.waitForEvent('framenavigated', { timeout: 1000 }).catch(() => {})
    return historyOf(page, triesLeft - 1)
  }
}
