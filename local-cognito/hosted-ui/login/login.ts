import { cookieNames, readCookie } from '../../http/cookies.ts'
import { stampForms } from '../../http/csrf-token.ts'
import { returnWithCode, signInAndReturn } from '../flow/return-to-app.ts'
import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import { leaveForGoogle } from '../../federation/account-chooser.ts'
import type { Notice } from '../layout/form.ts'
import { answerPage } from '../layout/page.ts'
import { signInPage } from './login-page.ts'
import type { PageText } from '../text/page-text.ts'
import type { PoolApp, PoolParts } from '../../parts.ts'
import type { BrowserSession } from '../../state/tables.ts'
import type { PoolUser } from '../../users/user.ts'
import { askToConfirm } from '../sign-up/confirm.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { Visit } from '../flow/flow-page.ts'
import { askForNewPassword, submitNewPassword } from './new-password.ts'

/** How many test people get a button: a page with ten thousand would help nobody. */
const oneClickPeople = 8

/**
 * `GET` and `POST /login`, with the same query as `/oauth2/authorize`; may be opened directly, and then offers the
 * person whom this browser is signed in as (that Cognito does so in both versions is UNCONFIRMED).
 *
 * With `PreventUserExistenceErrors=ENABLED` a wrong name and a wrong password give the same answer. The one-click
 * people are this stand-in's own.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html
 */
export function addLogin(app: PoolApp, pool: PoolParts): void {
  addFlowPage(app, pool, '/login', {
    show: (visit) => answerForm(visit, visit.request.loginHint, (text) => missingOption(visit.request, text)),
    submit: (visit, form) => (form.has('new_password') ? submitNewPassword(visit, form) : submitSignIn(visit, form)),
  })
}

async function submitSignIn(visit: Visit, form: URLSearchParams): Promise<Response> {
  const { c, pool, request } = visit
  const { providers } = request.client
  if (form.get('provider') === 'Google' && providers.includes('Google')) return leaveForGoogle(c, pool, request)
  const session = form.has('remembered') ? findSession(visit) : undefined
  if (session !== undefined) return returnWithCode(c, pool, request, session, request.nonce)
  const found = providers.includes('COGNITO') ? await findPerson(pool, form) : undefined
  if (found?.kind === 'person') return admit(visit, found.user)
  const isUnknown = found?.kind === 'unknown' && request.client.preventUserExistenceErrors === 'LEGACY'
  return refuse(visit, form, isUnknown ? 'there is no such person' : 'incorrect username or password', (text) =>
    isUnknown ? text.unknownPerson : text.wrongCredentials,
  )
}

/** The password was right; whether this person may in is another question. The texts are the API's (UNCONFIRMED here). */
async function admit(visit: Visit, user: PoolUser): Promise<Response> {
  const { c, pool, request } = visit
  if (!user.isEnabled) {
    const form = new URLSearchParams({ username: user.email })
    return refuse(visit, form, 'the person is disabled', (text) => text.disabledPerson)
  }
  if (user.status === 'UNCONFIRMED') return askToConfirm(visit, user)
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askForNewPassword(visit, user)
  return signInAndReturn(c, pool, request, user.sub, request.nonce)
}

type Found = { readonly kind: 'person'; readonly user: PoolUser } | { readonly kind: 'unknown' | 'wrong' }

async function findPerson({ users }: PoolParts, form: URLSearchParams): Promise<Found> {
  const oneClick = form.get('person')
  const user = users.findByEmail(oneClick ?? (form.get('username') ?? '').trim())
  if (user === undefined) return { kind: 'unknown' }
  const isRight = oneClick !== null || (await users.isPassword(user, form.get('password') ?? ''))
  return isRight ? { kind: 'person', user } : { kind: 'wrong' }
}

function refuse(
  visit: Visit,
  form: URLSearchParams,
  reason: string,
  words: (text: PageText) => string,
): Promise<Response> {
  visit.c.set('reason', reason)
  return answerForm(visit, form.get('username') ?? '', (text) => ({ kind: 'error', text: words(text) }))
}

/** Shows the sign-in page. The status of one that reports a wrong password is UNCONFIRMED. */
export function answerForm(visit: Visit, email: string, notice: (text: PageText) => Notice | null): Promise<Response> {
  const { c, pool, request } = visit
  const stamp = stampForms(c, pool)
  const session = request.prompts.includes('login') ? undefined : findSession(visit)
  const view = {
    request,
    people: pool.config.people.slice(0, oneClickPeople),
    remembered: session && pool.users.find(session.sub),
    hasSelfSignUp: pool.config.hasSelfSignUp,
    stamp,
    email,
  }
  return answerPage(c, pool, 200, (text) => signInPage({ ...view, notice: notice(text) }, text))
}

function findSession({ c, pool }: Visit): BrowserSession | undefined {
  return pool.sessions.find(readCookie(c, pool, cookieNames.session))
}

function missingOption({ identityProvider, client }: AuthorizeRequest, text: PageText): Notice | null {
  const isMissing = identityProvider !== null && !client.providers.some((name) => name === identityProvider)
  return isMissing ? { kind: 'error', text: text.noSuchOption } : null
}
