import { html } from 'hono/html'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { PoolApp } from '../../http/context.ts'
import { issueCsrfToken } from '../../http/csrf-token.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import { preSignUpRefusal } from '../../users/pre-sign-up.ts'
import type { Users } from '../../users/users.ts'
import { answerError } from '../error/error.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { FlowDeps, Visit } from '../flow/flow-page.ts'
import { accountPage } from '../layout/account-page.ts'
import type { AccountView } from '../layout/account-page.ts'
import { postForm, textField } from '../layout/form.ts'
import { newPasswordField } from '../layout/new-password-field.ts'
import type { NewPasswordView } from '../layout/new-password-field.ts'
import { answerPage } from '../layout/page.ts'
import type { PageBody } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'
import { askToConfirm } from './confirm.ts'
import type { ConfirmDeps } from './confirm.ts'

type SignUpDeps = FlowDeps &
  ConfirmDeps & {
    readonly config: Pick<PoolConfig, 'hasSelfSignUp' | 'passwordPolicy' | 'triggers'>
    readonly users: Pick<Users, 'findByEmail' | 'add'>
  }

type SignUpView = AccountView & NewPasswordView & { readonly email: string; readonly name: string }

type SignUpFields = { readonly email: string; readonly name: string; readonly password: string }
type Refusal = {
  readonly message: (text: PageText) => string
  readonly broken: readonly PasswordRule[]
  readonly reason: string
}

/**
 * `/signup`: asks for e-mail address, name and password, then shows the form of `/confirm`. With sign-up turned off it
 * shows an error (which one is UNCONFIRMED). The page shows that an address is taken, as the API does even with
 * `PreventUserExistenceErrors=ENABLED`. The texts of Cognito's pages are UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function addSignUp(app: PoolApp, pool: SignUpDeps): void {
  addFlowPage(app, pool, '/signup', {
    show: (visit) => ifAllowed(visit, () => answerForm(visit, { email: '', name: '', password: '' }, null)),
    submit: (visit, form) => ifAllowed(visit, () => submitSignUp(visit, form)),
  })
}

function ifAllowed({ c, pool, request }: Visit<SignUpDeps>, answer: () => Promise<Response>): Promise<Response> {
  if (pool.config.hasSelfSignUp && request.client.providers.includes('COGNITO')) return answer()
  c.set('reason', 'this pool does not let users sign up')
  return answerError(c, pool, 403, 'SignUp is not permitted for this user pool')
}

async function submitSignUp(visit: Visit<SignUpDeps>, form: URLSearchParams): Promise<Response> {
  const { c, pool } = visit
  const read = (name: string) => (form.get(name) ?? '').trim()
  const fields = { email: read('username'), name: read('name'), password: form.get('new_password') ?? '' }
  const refusal = findRefusal(pool, fields)
  if (refusal !== undefined) {
    c.set('reason', refusal.reason)
    return answerForm(visit, fields, refusal)
  }
  return askToConfirm(visit, await pool.users.add(fields.email, fields.name, fields.password))
}

function findRefusal(pool: SignUpDeps, { email, name, password }: SignUpFields): Refusal | undefined {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    return { message: (text) => text.noEmail, broken: [], reason: 'no e-mail address' }
  }
  if (name === '') return { message: (text) => text.noName, broken: [], reason: 'no name' }
  const broken = brokenRules(password, pool.config.passwordPolicy)
  if (broken.length > 0) {
    return { message: (text) => text.weakPassword, broken, reason: 'the password breaks the policy' }
  }
  if (pool.users.findByEmail(email) !== undefined) {
    return { message: (text) => text.emailTaken, broken: [], reason: 'the address is taken' }
  }
  const rejected = preSignUpRefusal(pool.config, email)
  return rejected === undefined
    ? undefined
    : { message: () => rejected, broken: [], reason: 'a pre-sign-up trigger refused the sign-up' }
}

function answerForm(
  { c, pool, request }: Visit<SignUpDeps>,
  fields: SignUpFields,
  refusal: Refusal | null,
): Promise<Response> {
  const csrfToken = issueCsrfToken(c, pool)
  const { passwordPolicy: policy } = pool.config
  const { email, name } = fields
  return answerPage(c, pool, 200, (text) =>
    signUpPage(
      {
        search: request.search,
        csrfToken,
        policy,
        email,
        name,
        broken: refusal?.broken ?? [],
        notice: refusal === null ? null : { kind: 'error', text: refusal.message(text) },
      },
      text,
    ),
  )
}

function signUpPage(view: SignUpView, text: PageText): PageBody {
  const fields = html`${textField({
      name: 'username',
      label: text.email,
      autocomplete: 'username',
      value: view.email,
      isFocused: view.email === '',
    })}
    ${textField({ name: 'name', label: text.name, autocomplete: 'name', value: view.name })}
    ${newPasswordField(view, text, view.email !== '')} <button class="primary" type="submit">${text.signUp}</button>`
  return accountPage(view, text.signUp, null, postForm(`/signup${view.search}`, 'fields', view.csrfToken, fields), text)
}
