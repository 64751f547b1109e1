import { stampForms } from '../../http/csrf-token.ts'
import { forgotPasswordPage, resetPasswordPage } from '../layout/account-page.ts'
import { answerPage } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'
import type { PageStep, PoolApp, PoolParts } from '../../parts.ts'
import { sendResetMail } from '../../users/mails.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { Visit } from '../flow/flow-page.ts'
import { answerForm as answerSignInForm } from '../login/login.ts'
import { beginStep, currentStep, endStep } from '../flow/page-state.ts'

type Refusal = { readonly words: (text: PageText) => string; readonly broken: readonly PasswordRule[] }

/**
 * `/forgotPassword` and `/confirmforgotPassword`. With `PreventUserExistenceErrors=ENABLED` an address that nobody has
 * goes the same way as one that somebody has; with LEGACY it is said. Somebody from Google has no password here, and an
 * address that was never confirmed gets no mail.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function addForgotPassword(app: PoolApp, pool: PoolParts): void {
  addFlowPage(app, pool, '/forgotPassword', {
    show: (visit) => answerForgotForm(visit, visit.request.loginHint, null),
    submit: sendCode,
  })
  addFlowPage(app, pool, '/confirmforgotPassword', {
    show: (visit) => withStep(visit, (step) => answerResetForm(visit, step.email, null)),
    submit: (visit, form) => withStep(visit, (step) => submitReset(visit, step, form)),
  })
}

function sendCode(visit: Visit, form: URLSearchParams): Response | Promise<Response> {
  const { c, pool, request } = visit
  const email = (form.get('username') ?? '').trim()
  const user = pool.users.findByEmail(email)
  if (user === undefined && request.client.preventUserExistenceErrors === 'LEGACY') {
    c.set('reason', 'there is no such person')
    return answerForgotForm(visit, email, (text) => text.unknownPerson)
  }
  if (user?.emailVerified === true) sendResetMail(pool, user)
  beginStep(c, pool, { kind: 'reset', sub: user?.sub ?? null, email })
  return c.redirect(`${pool.config.origin}/confirmforgotPassword${request.search}`)
}

function withStep(visit: Visit, answer: (step: PageStep) => Promise<Response>): Response | Promise<Response> {
  const { c, pool, request } = visit
  const step = currentStep(c, pool, 'reset')
  return step === undefined ? c.redirect(`${pool.config.origin}/forgotPassword${request.search}`) : answer(step)
}

async function submitReset(visit: Visit, step: PageStep, form: URLSearchParams): Promise<Response> {
  const { c, pool } = visit
  const password = form.get('new_password') ?? ''
  const refusal = findRefusal(pool, step, password, form.get('code') ?? '')
  const user = pool.users.find(step.sub ?? '')
  if (refusal !== undefined || user === undefined) {
    c.set('reason', 'the code or the new password is not accepted')
    return answerResetForm(visit, step.email, refusal ?? null)
  }
  await pool.users.setPassword(user, password)
  endStep(c, pool)
  return answerSignInForm(visit, user.email, (text) => ({ kind: 'news', text: text.passwordChanged }))
}

/** The password first, so that a weak one does not use the code up. */
function findRefusal(pool: PoolParts, { sub }: PageStep, password: string, code: string): Refusal | undefined {
  const broken = brokenRules(password, pool.config.passwordPolicy)
  if (broken.length > 0) return { words: (text) => text.weakPassword, broken }
  // Nobody has this address: the answer is the one that a wrong code gets.
  const verdict = sub === null ? 'wrong' : pool.mailCodes.check('reset', sub, code)
  return verdict === 'fits' ? undefined : { words: (text) => text.codeFaults[verdict], broken: [] }
}

function answerForgotForm(
  { c, pool, request }: Visit,
  email: string,
  fault: ((text: PageText) => string) | null,
): Promise<Response> {
  const stamp = stampForms(c, pool)
  return answerPage(c, pool, 200, (text) =>
    forgotPasswordPage(
      { search: request.search, stamp, email, notice: fault === null ? null : { kind: 'error', text: fault(text) } },
      text,
    ),
  )
}

function answerResetForm({ c, pool, request }: Visit, email: string, refusal: Refusal | null): Promise<Response> {
  const stamp = stampForms(c, pool)
  const { passwordPolicy: policy } = pool.config
  return answerPage(c, pool, 200, (text) =>
    resetPasswordPage(
      {
        search: request.search,
        stamp,
        policy,
        email,
        broken: refusal?.broken ?? [],
        notice: refusal === null ? null : { kind: 'error', text: refusal.words(text) },
      },
      text,
    ),
  )
}
