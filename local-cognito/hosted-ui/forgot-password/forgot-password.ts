import { html } from 'hono/html'
import type { PoolApp } from '../../http/context.ts'
import { issueCsrfToken } from '../../http/csrf-token.ts'
import type { CsrfDeps } from '../../http/csrf-token.ts'
import { sendResetMail } from '../../users/mails.ts'
import type { MailDeps } from '../../users/mails.ts'
import type { Users } from '../../users/users.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { FlowDeps, Visit } from '../flow/flow-page.ts'
import { savePageState } from '../flow/page-state.ts'
import type { PageStateDeps } from '../flow/page-state.ts'
import { accountPage } from '../layout/account-page.ts'
import type { AccountView } from '../layout/account-page.ts'
import { postForm, textField } from '../layout/form.ts'
import { answerPage } from '../layout/page.ts'
import type { PageBody } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'

type ForgotPasswordDeps = FlowDeps &
  CsrfDeps &
  MailDeps &
  PageStateDeps & { readonly users: Pick<Users, 'findByEmail'> }

/**
 * `/forgotPassword`: mails a code, then redirects to `/confirmforgotPassword`. With
 * `PreventUserExistenceErrors=ENABLED` an unknown address gets the same response as a known one. With LEGACY the page
 * shows that the user does not exist. A user from Google has no password here. An address that was never confirmed gets
 * no mail.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function addForgotPassword(app: PoolApp, pool: ForgotPasswordDeps): void {
  addFlowPage(app, pool, '/forgotPassword', {
    show: (visit) => answerForgotForm(visit, visit.request.loginHint, null),
    submit: sendCode,
  })
}

function sendCode(visit: Visit<ForgotPasswordDeps>, form: URLSearchParams): Response | Promise<Response> {
  const { c, pool, request } = visit
  const email = (form.get('username') ?? '').trim()
  const user = pool.users.findByEmail(email)
  if (user === undefined && request.client.preventUserExistenceErrors === 'LEGACY') {
    c.set('reason', 'no user has this address')
    return answerForgotForm(visit, email, (text) => text.unknownPerson)
  }
  if (user?.emailVerified === true) sendResetMail(pool, user)
  savePageState(c, pool, { kind: 'reset', sub: user?.sub ?? null, email })
  return c.redirect(`${pool.config.origin}/confirmforgotPassword${request.search}`)
}

function answerForgotForm(
  { c, pool, request }: Visit<ForgotPasswordDeps>,
  email: string,
  fault: ((text: PageText) => string) | null,
): Promise<Response> {
  const csrfToken = issueCsrfToken(c, pool)
  return answerPage(c, pool, 200, (text) =>
    forgotPasswordPage(
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

function forgotPasswordPage(view: AccountView & { email: string }, text: PageText): PageBody {
  const email = { name: 'username', label: text.email, autocomplete: 'username', value: view.email } as const
  const fields = html`${textField({ ...email, isFocused: true })}
    <button class="primary" type="submit">${text.sendCode}</button>`
  const form = postForm(`/forgotPassword${view.search}`, 'fields', view.csrfToken, fields)
  return accountPage(view, text.forgotPassword, text.forgotExplained, form, text)
}
