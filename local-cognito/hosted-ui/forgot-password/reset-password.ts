import { html } from 'hono/html'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { PoolApp } from '../../http/context.ts'
import { issueCsrfToken } from '../../http/csrf-token.ts'
import type { MailCodes } from '../../users/mail-codes.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import type { Users } from '../../users/users.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { FlowDeps, Visit } from '../flow/flow-page.ts'
import { clearPageState, findPageState } from '../flow/page-state.ts'
import type { PageState, PageStateDeps } from '../flow/page-state.ts'
import { accountPage, codeField } from '../layout/account-page.ts'
import type { AccountView } from '../layout/account-page.ts'
import { postForm } from '../layout/form.ts'
import { hiddenUserName, newPasswordField } from '../layout/new-password-field.ts'
import type { NewPasswordView } from '../layout/new-password-field.ts'
import { answerPage } from '../layout/page.ts'
import type { PageBody } from '../layout/page.ts'
import { answerLoginForm } from '../login/login.ts'
import type { LoginFormDeps } from '../login/login.ts'
import type { PageText } from '../text/page-text.ts'

type ResetPasswordDeps = FlowDeps &
  LoginFormDeps &
  PageStateDeps & {
    readonly config: Pick<PoolConfig, 'passwordPolicy'>
    readonly mailCodes: Pick<MailCodes, 'check'>
    readonly users: Pick<Users, 'find' | 'setPassword'>
  }

type Refusal = { readonly message: (text: PageText) => string; readonly broken: readonly PasswordRule[] }

/** `/confirmforgotPassword`: asks for the code from the mail and a new password, then shows the sign-in page. */
export function addResetPassword(app: PoolApp, pool: ResetPasswordDeps): void {
  addFlowPage(app, pool, '/confirmforgotPassword', {
    show: (visit) => withState(visit, (state) => answerResetForm(visit, state.email, null)),
    submit: (visit, form) => withState(visit, (state) => submitReset(visit, state, form)),
  })
}

function withState(
  visit: Visit<ResetPasswordDeps>,
  answer: (state: PageState) => Promise<Response>,
): Response | Promise<Response> {
  const { c, pool, request } = visit
  const state = findPageState(c, pool, 'reset')
  return state === undefined ? c.redirect(`${pool.config.origin}/forgotPassword${request.search}`) : answer(state)
}

async function submitReset(
  visit: Visit<ResetPasswordDeps>,
  state: PageState,
  form: URLSearchParams,
): Promise<Response> {
  const { c, pool } = visit
  const password = form.get('new_password') ?? ''
  const refusal = findRefusal(pool, state, password, form.get('code') ?? '')
  const user = pool.users.find(state.sub ?? '')
  if (refusal !== undefined || user === undefined) {
    c.set('reason', 'the code or the new password is not accepted')
    return answerResetForm(visit, state.email, refusal ?? null)
  }
  await pool.users.setPassword(user, password)
  clearPageState(c, pool)
  return answerLoginForm(visit, user.email, (text) => ({ kind: 'news', text: text.passwordChanged }))
}

/** Checks the password before the code, so that a weak password does not invalidate the code. */
function findRefusal(pool: ResetPasswordDeps, { sub }: PageState, password: string, code: string): Refusal | undefined {
  const broken = brokenRules(password, pool.config.passwordPolicy)
  if (broken.length > 0) return { message: (text) => text.weakPassword, broken }
  // No user has this address. The response is the same as for a wrong code.
  const verdict = sub === null ? 'wrong' : pool.mailCodes.check('reset', sub, code)
  return verdict === 'fits' ? undefined : { message: (text) => text.codeFaults[verdict], broken: [] }
}

function answerResetForm(
  { c, pool, request }: Visit<ResetPasswordDeps>,
  email: string,
  refusal: Refusal | null,
): Promise<Response> {
  const csrfToken = issueCsrfToken(c, pool)
  const { passwordPolicy: policy } = pool.config
  return answerPage(c, pool, 200, (text) =>
    resetPasswordPage(
      {
        search: request.search,
        csrfToken,
        policy,
        email,
        broken: refusal?.broken ?? [],
        notice: refusal === null ? null : { kind: 'error', text: refusal.message(text) },
      },
      text,
    ),
  )
}

function resetPasswordPage(view: AccountView & NewPasswordView & { email: string }, text: PageText): PageBody {
  const fields = html`${hiddenUserName(view.email)} ${codeField(text)} ${newPasswordField(view, text, false)}
    <button class="primary" type="submit">${text.changePassword}</button>`
  const form = postForm(`/confirmforgotPassword${view.search}`, 'fields', view.csrfToken, fields)
  return accountPage(view, text.resetTitle, text.codeSent(view.email), form, text, true)
}
