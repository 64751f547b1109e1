import * as v from 'valibot'
import { answerPage } from '../hosted-ui/layout/page.ts'
import type { PageBody, PageDeps } from '../hosted-ui/layout/page.ts'
import { poolIcon } from '../hosted-ui/layout/icon.ts'
import type { PoolLook } from '../hosted-ui/layout/look.ts'
import { poolCss } from '../hosted-ui/layout/style.ts'
import type { PageText } from '../hosted-ui/text/page-text.ts'
import type { PoolApp, PoolContext } from '../http/context.ts'
import type { CookieDeps } from '../http/cookies.ts'
import { hasCsrfToken, issueCsrfToken } from '../http/csrf-token.ts'
import type { CsrfDeps } from '../http/csrf-token.ts'
import { faultSchema } from '../http/faults.ts'
import type { Faults } from '../http/faults.ts'
import { isForm, limitBody } from '../http/form.ts'
import { iconPath, localPrefix, stylePath } from '../http/local-paths.ts'
import type { RequestLog } from '../http/request-log.ts'
import type { Inbox } from '../users/inbox.ts'
import { actionSchema, runAction } from './actions.ts'
import type { ActionDeps } from './actions.ts'
import { fieldsOf } from './form-fields.ts'
import { faultsPage } from './pages/faults-page.ts'
import { inboxPage } from './pages/inbox-page.ts'
import type { ListingView } from './pages/listing-view.ts'
import { overviewPage } from './pages/overview-page.ts'
import type { OverviewDeps } from './pages/overview-page.ts'
import { findPeople, peoplePage } from './pages/people-page.ts'
import type { PeopleDeps } from './pages/people-page.ts'
import { requestsPage } from './pages/requests-page.ts'
import { changeSettings, settingsSchema } from './settings.ts'
import type { SettingsDeps } from './settings.ts'

type ListingDeps = PageDeps & CsrfDeps
type AdminDeps = ListingDeps &
  ActionDeps &
  OverviewDeps &
  PeopleDeps &
  SettingsDeps & {
    readonly look: PoolLook
    readonly inbox: Pick<Inbox, 'latest'>
    readonly requests: Pick<RequestLog, 'latest'>
    readonly faults: Pick<Faults, 'add' | 'waiting'>
  }

/**
 * The pages under `/__local/`, which Cognito does not have: overview, people, inbox, latest requests, faults. A request
 * that does not accept HTML gets JSON. `POST` with JSON or a form changes the running pool. The responses have no CORS
 * header, so other sites cannot read them. The pool checks `Origin` and `Sec-Fetch-Site` to refuse a change from another
 * site.
 */
export function addAdmin(app: PoolApp, pool: AdminDeps): void {
  app.get(stylePath, (c) => c.body(poolCss + (pool.look.css ?? ''), 200, { 'Content-Type': 'text/css;charset=UTF-8' }))
  app.get(iconPath, (c) => c.body(poolIcon, 200, { 'Content-Type': 'image/svg+xml' }))
  app.get('/', (c) => c.redirect(`${localPrefix}/`))
  app.get(localPrefix, (c) => c.redirect(`${localPrefix}/`))
  app.get(`${localPrefix}/health`, (c) => c.json({ status: 'ready', poolId: pool.config.poolId }))
  app.get(`${localPrefix}/`, (c) => answerPage(c, pool, 200, (text) => overviewPage(pool, text)))
  addListing(app, pool, 'people', (c) => findPeople(pool, c.req.query('q') ?? ''), peoplePage)
  addListing(app, pool, 'inbox', () => ({ mails: pool.inbox.latest() }), inboxPage)
  addListing(app, pool, 'requests', () => ({ requests: pool.requests.latest() }), requestsPage)
  addListing(
    app,
    pool,
    'faults',
    () => ({ faults: pool.faults.waiting(), clockSkewSeconds: pool.clock.skewSeconds }),
    faultsPage,
  )
  addChange(app, pool, 'faults', faultSchema, async (fault) => {
    pool.faults.add(fault)
    return { faults: pool.faults.waiting() }
  })
  addChange(app, pool, 'actions', actionSchema, async (action) =>
    (await runAction(pool, action)) ? { done: action } : undefined,
  )
  addChange(app, pool, 'settings', settingsSchema, async (settings) => changeSettings(pool, settings))
}

function addListing<T extends object>(
  app: PoolApp,
  pool: ListingDeps,
  name: string,
  find: (c: PoolContext) => T,
  page: (view: ListingView<T>, text: PageText) => PageBody,
): void {
  app.get(`${localPrefix}/${name}`, async (c): Promise<Response> => {
    const found = find(c)
    if (!wantsHtml(c)) return c.json(found)
    const view = { found, csrfToken: issueCsrfToken(c, pool), query: c.req.query('q') ?? '' }
    return answerPage(c, pool, 200, (text) => page(view, text))
  })
}

/**
 * A form gets a redirect to its page. A JSON request gets the state after the change. `change` returns `undefined` if
 * it finds no user or client.
 */
function addChange<T>(
  app: PoolApp,
  pool: CookieDeps,
  name: string,
  schema: v.GenericSchema<unknown, T>,
  change: (wanted: T) => Promise<object | undefined>,
): void {
  app.post(`${localPrefix}/${name}`, limitBody, async (c) => {
    const body = await c.req.text()
    const json = readJson(body)
    const form = isForm(c) && !isJsonOfProgram(c, json) ? new URLSearchParams(body) : undefined
    const isAllowed = form === undefined ? hasOwnOrigin(c, pool) : hasCsrfToken(c, pool, form)
    if (!isAllowed) return c.json({ error: 'This comes from a page of another site.' }, 403)
    const parsed = v.safeParse(schema, form === undefined ? json : fieldsOf(form))
    if (!parsed.success) return c.json({ error: `The request is wrong: ${describe(parsed.issues)}` }, 400)
    const now = await change(parsed.output)
    if (now === undefined) return c.json({ error: 'This pool has no user of that name.' }, 404)
    return form === undefined ? c.json(now) : c.redirect(returnUrlOf(form, pool), 303)
  })
}

/**
 * Without this check, any page that is open in the same browser could post here. The pool's own forms have a CSRF token
 * instead: the pool's pages send no referrer, so browsers send `Origin: null` with the form.
 */
function hasOwnOrigin(c: PoolContext, { config }: CookieDeps): boolean {
  const origin = c.req.header('origin')
  if (origin !== undefined) return origin === config.origin
  return ['same-origin', undefined].includes(c.req.header('sec-fetch-site'))
}

/**
 * Whether a program such as curl sent JSON. curl labels every body as a form. The label alone does not show who sent it,
 * the other headers do: a browser sends `Origin` with each POST (and current ones `Sec-Fetch-Site`), and a page cannot
 * remove them.
 * @see https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
function isJsonOfProgram(c: PoolContext, json: unknown): boolean {
  const isProgram = c.req.header('origin') === undefined && c.req.header('sec-fetch-site') === undefined
  return isProgram && json !== undefined
}

/** The URL of the page with the form. Accepts only a path of this pool, to prevent an open redirect. */
function returnUrlOf(form: URLSearchParams, { config }: CookieDeps): string {
  const back = form.get('back') ?? ''
  return `${config.origin}${localPrefix}/${/^[a-z]*$/.test(back) ? back : ''}`
}

function wantsHtml(c: PoolContext): boolean {
  return (c.req.header('accept') ?? '').includes('text/html')
}

function readJson(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return Array.isArray(value) ? undefined : value
  } catch {
    return undefined
  }
}

function describe(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`).join('; ')
}
