import type { Context } from 'hono'
import * as v from 'valibot'
import { hasFormToken, stampForms } from '../http/csrf-token.ts'
import { faultSchema } from '../http/faults.ts'
import { isForm, limitBody } from '../http/form.ts'
import { answerPage, stylePath } from '../hosted-ui/layout/page.ts'
import type { PageBody } from '../hosted-ui/layout/page.ts'
import { poolCss } from '../hosted-ui/layout/style.ts'
import type { PageText } from '../hosted-ui/text/page-text.ts'
import type { PoolApp, PoolContext, PoolEnv, PoolParts } from '../parts.ts'
import { act, actionSchema } from './actions.ts'
import { faultsPage } from './pages/faults-page.ts'
import { fieldsOf } from './form-fields.ts'
import { inboxPage } from './pages/inbox-page.ts'
import { overviewPage } from './pages/overview-page.ts'
import { findPeople, peoplePage } from './pages/people-page.ts'
import { requestsPage } from './pages/requests-page.ts'
import { changeSettings, settingsSchema } from './settings.ts'

/**
 * The pages that Cognito does not have, all under `/__local/`, for people and, to whoever does not ask for HTML, as
 * JSON: overview, people, inbox, latest requests, faults; and what can be changed while the pool runs, by `POST` with
 * JSON or a form. They carry no CORS header, so other sites cannot read them; and a change that another site's page
 * asks for is refused by its `Origin`.
 */
export function addLocal(app: PoolApp, pool: PoolParts): void {
  app.get(stylePath, (c) => c.body(poolCss, 200, { 'Content-Type': 'text/css;charset=UTF-8' }))
  app.get('/', (c) => c.redirect('/__local/'))
  app.get('/__local', (c) => c.redirect('/__local/'))
  app.get('/__local/', (c) => answerPage(c, pool, 200, (text) => overviewPage(pool, text)))
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
    (await act(pool, action)) ? { done: action } : undefined,
  )
  addChange(app, pool, 'settings', settingsSchema, async (settings) => changeSettings(pool, settings))
}

export type ListingView<T> = {
  readonly found: T
  readonly stamp: ReturnType<typeof stampForms>
  readonly query: string
}

function addListing<T extends object>(
  app: PoolApp,
  pool: PoolParts,
  name: string,
  find: (c: Context<PoolEnv>) => T,
  page: (view: ListingView<T>, text: PageText) => PageBody,
): void {
  app.get(`/__local/${name}`, async (c): Promise<Response> => {
    const found = find(c)
    if (!wantsHtml(c)) return c.json(found)
    const view = { found, stamp: stampForms(c, pool), query: c.req.query('q') ?? '' }
    return answerPage(c, pool, 200, (text) => page(view, text))
  })
}

/** A form of our own goes back to its page; JSON is told what is there now. `undefined` means that nobody fits. */
function addChange<T>(
  app: PoolApp,
  pool: PoolParts,
  name: string,
  schema: v.GenericSchema<unknown, T>,
  change: (wanted: T) => Promise<object | undefined>,
): void {
  app.post(`/__local/${name}`, limitBody, async (c) => {
    const body = await c.req.text()
    const form = isForm(c) ? new URLSearchParams(body) : undefined
    const isOurs = form === undefined ? hasOwnOrigin(c, pool) : hasFormToken(c, pool, form)
    if (!isOurs) return c.json({ error: 'This comes from a page of another site.' }, 403)
    const parsed = v.safeParse(schema, form === undefined ? readJson(body) : fieldsOf(form))
    if (!parsed.success) return c.json({ error: `The request is wrong: ${describe(parsed.issues)}` }, 400)
    const now = await change(parsed.output)
    if (now === undefined) return c.json({ error: 'There is nobody of that name here.' }, 404)
    return form === undefined ? c.json(now) : c.redirect(backOf(form, pool), 303)
  })
}

/**
 * Without this, any page open in the same browser could post here. A form of ours has a token instead: these pages send
 * no referrer, and browsers give `null` for the origin then.
 */
function hasOwnOrigin(c: PoolContext, { config }: PoolParts): boolean {
  const origin = c.req.header('origin')
  return origin === undefined || origin === config.origin
}

/** The page that the form was on: a path of this pool's own and nothing else. */
function backOf(form: URLSearchParams, pool: PoolParts): string {
  const back = form.get('back') ?? ''
  return `${pool.config.origin}/__local/${/^[a-z]*$/.test(back) ? back : ''}`
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
