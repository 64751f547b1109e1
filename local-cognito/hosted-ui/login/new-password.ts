import { html } from 'hono/html'
import type { PoolConfig } from '../../config/pool-config.ts'
import { issueCsrfToken } from '../../http/csrf-token.ts'
import type { CsrfDeps } from '../../http/csrf-token.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import type { Visit } from '../flow/flow-page.ts'
import { clearPageState, findPageState, savePageState } from '../flow/page-state.ts'
import type { PageStateDeps } from '../flow/page-state.ts'
import { accountPage } from '../layout/account-page.ts'
import type { AccountView } from '../layout/account-page.ts'
import { postForm } from '../layout/form.ts'
import { hiddenUserName, newPasswordField } from '../layout/new-password-field.ts'
import type { NewPasswordView } from '../layout/new-password-field.ts'
import { answerPage } from '../layout/page.ts'
import type { PageBody, PageDeps } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'
import { signInOrAskForCode } from './totp.ts'
import type { TotpDeps } from './totp.ts'

export type NewPasswordDeps = PageDeps &
  CsrfDeps &
  PageStateDeps &
  TotpDeps & {
    readonly config: Pick<PoolConfig, 'passwordPolicy'>
    readonly users: Pick<Users, 'find' | 'setPassword'>
  }

/** Asks a user for a new password if an administrator chose the current one. The page's path is UNCONFIRMED. */
export function askForNewPassword(visit: Visit<NewPasswordDeps>, { sub, email }: PoolUser): Promise<Response> {
  savePageState(visit.c, visit.pool, { kind: 'new-password', sub, email })
  return answerForm(visit, email, [])
}

/** Sets the new password and signs the user in. */
export async function submitNewPassword(visit: Visit<NewPasswordDeps>, form: URLSearchParams): Promise<Response> {
  const { c, pool, request } = visit
  const state = findPageState(c, pool, 'new-password')
  const user = state && pool.users.find(state.sub ?? '')
  if (user === undefined) return c.redirect(`${pool.config.origin}/login${request.search}`)
  const password = form.get('new_password') ?? ''
  const broken = brokenRules(password, pool.config.passwordPolicy)
  if (broken.length > 0) return answerForm(visit, user.email, broken)
  await pool.users.setPassword(user, password, { status: 'CONFIRMED' })
  clearPageState(c, pool)
  return signInOrAskForCode(visit, user)
}

function answerForm(
  { c, pool, request }: Visit<NewPasswordDeps>,
  email: string,
  broken: readonly PasswordRule[],
): Promise<Response> {
  const csrfToken = issueCsrfToken(c, pool)
  const { passwordPolicy: policy } = pool.config
  return answerPage(c, pool, 200, (text) =>
    newPasswordPage(
      {
        search: request.search,
        csrfToken,
        policy,
        broken,
        email,
        notice: broken.length === 0 ? null : { kind: 'error', text: text.weakPassword },
      },
      text,
    ),
  )
}

function newPasswordPage(view: AccountView & NewPasswordView & { email: string }, text: PageText): PageBody {
  const fields = html`${hiddenUserName(view.email)} ${newPasswordField(view, text, true)}
    <button class="primary" type="submit">${text.changePassword}</button>`
  const form = postForm(`/login${view.search}`, 'fields', view.csrfToken, fields)
  return accountPage(view, text.newPasswordTitle, text.newPasswordExplained, form, text)
}
