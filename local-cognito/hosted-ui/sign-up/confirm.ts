import { html } from 'hono/html'
import type { PoolApp, PoolContext } from '../../http/context.ts'
import { issueCsrfToken } from '../../http/csrf-token.ts'
import type { CsrfDeps } from '../../http/csrf-token.ts'
import { methods } from '../../oauth/authorize/step-up.ts'
import type { MailCodes } from '../../users/mail-codes.ts'
import { sendSignUpMail } from '../../users/mails.ts'
import type { MailDeps } from '../../users/mails.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { answerError } from '../error/error.ts'
import type { ErrorPageDeps } from '../error/error.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { FlowDeps, Visit } from '../flow/flow-page.ts'
import { clearPageState, findPageState, savePageState } from '../flow/page-state.ts'
import type { PageStateDeps } from '../flow/page-state.ts'
import { signInAndReturn } from '../flow/return-to-app.ts'
import type { SignInDeps } from '../flow/return-to-app.ts'
import { accountPage, codeField } from '../layout/account-page.ts'
import type { AccountView } from '../layout/account-page.ts'
import { postForm } from '../layout/form.ts'
import { answerPage } from '../layout/page.ts'
import type { PageBody } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'

export type ConfirmDeps = ErrorPageDeps &
  CsrfDeps &
  MailDeps &
  PageStateDeps &
  SignInDeps & {
    readonly mailCodes: Pick<MailCodes, 'check'>
    readonly users: Pick<Users, 'find' | 'change'>
  }

/**
 * `/confirm` and `/resendcode`, which follow `/signup`, and `/confirmUser`, the link in the mail. A correct code signs
 * the user in (UNCONFIRMED: AWS's pages do not describe the next step).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export function addConfirm(app: PoolApp, pool: ConfirmDeps & FlowDeps): void {
  addFlowPage(app, pool, '/confirm', {
    show: (visit) => withUser(visit, (user) => answerForm(visit, user, null)),
    submit: (visit, form) => withUser(visit, (user) => submitCode(visit, user, form.get('code') ?? '')),
  })
  addFlowPage(app, pool, '/resendcode', { submit: (visit) => withUser(visit, (user) => askToConfirm(visit, user)) })
  app.get('/confirmUser', (c) => answerLink(c, pool))
}

/** Mails a code or a link, and shows the page that asks for the code. */
export function askToConfirm(visit: Visit<ConfirmDeps>, user: PoolUser): Promise<Response> {
  const { c, pool, request } = visit
  savePageState(c, pool, { kind: 'sign-up', sub: user.sub, email: user.email })
  sendSignUpMail(pool, request.client.id, user)
  return answerForm(visit, user, null)
}

function withUser(
  visit: Visit<ConfirmDeps>,
  answer: (user: PoolUser) => Promise<Response>,
): Response | Promise<Response> {
  const { c, pool, request } = visit
  const state = findPageState(c, pool, 'sign-up')
  const user = state && pool.users.find(state.sub ?? '')
  return user === undefined ? c.redirect(`${pool.config.origin}/login${request.search}`) : answer(user)
}

async function submitCode(visit: Visit<ConfirmDeps>, user: PoolUser, code: string): Promise<Response> {
  const { c, pool, request } = visit
  const verdict = pool.mailCodes.check('sign-up', user.sub, code)
  if (verdict !== 'fits') {
    c.set('reason', `the code: ${verdict}`)
    return answerForm(visit, user, (text) => text.codeFaults[verdict])
  }
  pool.users.change(user, { status: 'CONFIRMED', emailVerified: true })
  clearPageState(c, pool)
  return signInAndReturn(c, pool, request, { sub: user.sub, amr: methods.password, nonce: request.nonce })
}

function answerForm(
  { c, pool, request }: Visit<ConfirmDeps>,
  { email }: PoolUser,
  fault: ((text: PageText) => string) | null,
): Promise<Response> {
  const csrfToken = issueCsrfToken(c, pool)
  return answerPage(c, pool, 200, (text) =>
    confirmPage(
      {
        search: request.search,
        csrfToken,
        email,
        notice: fault === null ? null : { kind: 'error', text: fault(text) },
      },
      text,
    ),
  )
}

/** Confirms the user and does not sign in: the user may open the link in another browser than the sign-up's. */
function answerLink(c: PoolContext, pool: ConfirmDeps): Promise<Response> {
  const user = pool.users.find(c.req.query('user_name') ?? '')
  const verdict = user && pool.mailCodes.check('sign-up', user.sub, c.req.query('confirmation_code') ?? '')
  if (user === undefined || verdict !== 'fits') {
    c.set('reason', `the link: ${verdict ?? 'no user has this user name'}`)
    return answerError(c, pool, 400, 'Invalid verification code provided, please try again.')
  }
  pool.users.change(user, { status: 'CONFIRMED', emailVerified: true })
  return answerPage(c, pool, 200, (text) => confirmedPage(text))
}

function confirmPage(view: AccountView & { email: string }, text: PageText): PageBody {
  const fields = html`${codeField(text)} <button class="primary" type="submit">${text.confirm}</button>`
  const resend = html`<button class="link" type="submit" name="resend" value="yes">${text.resend}</button>`
  const forms = html`${postForm(`/confirm${view.search}`, 'fields', view.csrfToken, fields)}
  ${postForm(`/resendcode${view.search}`, 'block', view.csrfToken, resend)}`
  return accountPage(view, text.confirmTitle, text.codeSent(view.email), forms, text, true)
}

function confirmedPage({ confirmed }: PageText): PageBody {
  return { title: confirmed, content: html`<div class="card"><h1>${confirmed}</h1></div>` }
}
