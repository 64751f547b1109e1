import { stampForms } from '../../http/csrf-token.ts'
import { signUpPage } from '../layout/account-page.ts'
import { answerPage } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'
import type { PoolApp, PoolParts } from '../../parts.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import { preSignUpRefusal } from '../../users/pre-sign-up.ts'
import { askToConfirm } from './confirm.ts'
import { answerError } from '../error/error.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { Visit } from '../flow/flow-page.ts'

type Filled = { readonly email: string; readonly name: string; readonly password: string }
type Refusal = {
  readonly words: (text: PageText) => string
  readonly broken: readonly PasswordRule[]
  readonly reason: string
}

/**
 * `/signup`: e-mail address, name and password; then `/confirm`. With sign-up turned off the page is an error
 * (UNCONFIRMED which). That an address is taken is said, as the API does even with
 * `PreventUserExistenceErrors=ENABLED`; the texts on the pages themselves are UNCONFIRMED.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function addSignUp(app: PoolApp, pool: PoolParts): void {
  addFlowPage(app, pool, '/signup', {
    show: (visit) => whereAllowed(visit, () => answerForm(visit, { email: '', name: '', password: '' }, null)),
    submit: (visit, form) => whereAllowed(visit, () => submitSignUp(visit, form)),
  })
}

function whereAllowed({ c, pool, request }: Visit, answer: () => Promise<Response>): Promise<Response> {
  if (pool.config.hasSelfSignUp && request.client.providers.includes('COGNITO')) return answer()
  c.set('reason', 'nobody can sign up by themselves here')
  return answerError(c, pool, 403, 'SignUp is not permitted for this user pool')
}

async function submitSignUp(visit: Visit, form: URLSearchParams): Promise<Response> {
  const { c, pool } = visit
  const read = (name: string) => (form.get(name) ?? '').trim()
  const filled = { email: read('username'), name: read('name'), password: form.get('new_password') ?? '' }
  const refusal = findRefusal(pool, filled)
  if (refusal !== undefined) {
    c.set('reason', refusal.reason)
    return answerForm(visit, filled, refusal)
  }
  return askToConfirm(visit, await pool.users.signUp(filled.email, filled.name, filled.password))
}

function findRefusal(pool: PoolParts, { email, name, password }: Filled): Refusal | undefined {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) {
    return { words: (text) => text.noEmail, broken: [], reason: 'no e-mail address' }
  }
  if (name === '') return { words: (text) => text.noName, broken: [], reason: 'no name' }
  const broken = brokenRules(password, pool.config.passwordPolicy)
  if (broken.length > 0) return { words: (text) => text.weakPassword, broken, reason: 'the password breaks the policy' }
  if (pool.users.findByEmail(email) !== undefined) {
    return { words: (text) => text.emailTaken, broken: [], reason: 'the address is taken' }
  }
  const rejected = preSignUpRefusal(pool.config, email)
  return rejected === undefined
    ? undefined
    : { words: () => rejected, broken: [], reason: 'a pre-sign-up trigger said no' }
}

function answerForm({ c, pool, request }: Visit, filled: Filled, refusal: Refusal | null): Promise<Response> {
  const stamp = stampForms(c, pool)
  const { passwordPolicy: policy } = pool.config
  const { email, name } = filled
  return answerPage(c, pool, 200, (text) =>
    signUpPage(
      {
        search: request.search,
        stamp,
        policy,
        email,
        name,
        broken: refusal?.broken ?? [],
        notice: refusal === null ? null : { kind: 'error', text: refusal.words(text) },
      },
      text,
    ),
  )
}
