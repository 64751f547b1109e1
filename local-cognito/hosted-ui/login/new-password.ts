import { stampForms } from '../../http/csrf-token.ts'
import { signInAndReturn } from '../flow/return-to-app.ts'
import { newPasswordPage } from '../layout/account-page.ts'
import { answerPage } from '../layout/page.ts'
import { brokenRules } from '../../users/passwords.ts'
import type { PasswordRule } from '../../users/passwords.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Visit } from '../flow/flow-page.ts'
import { beginStep, currentStep, endStep } from '../flow/page-state.ts'

/** Asks somebody whose password an administrator chose for one of their own. The page's path is UNCONFIRMED. */
export function askForNewPassword(visit: Visit, { sub, email }: PoolUser): Promise<Response> {
  beginStep(visit.c, visit.pool, { kind: 'new-password', sub, email })
  return answerForm(visit, email, [])
}

/** Takes the new password and signs the person in. */
export async function submitNewPassword(visit: Visit, form: URLSearchParams): Promise<Response> {
  const { c, pool, request } = visit
  const step = currentStep(c, pool, 'new-password')
  const user = step && pool.users.find(step.sub ?? '')
  if (user === undefined) return c.redirect(`${pool.config.origin}/login${request.search}`)
  const password = form.get('new_password') ?? ''
  const broken = brokenRules(password, pool.config.passwordPolicy)
  if (broken.length > 0) return answerForm(visit, user.email, broken)
  await pool.users.setPassword(user, password, { status: 'CONFIRMED' })
  endStep(c, pool)
  return signInAndReturn(c, pool, request, user.sub, request.nonce)
}

function answerForm({ c, pool, request }: Visit, email: string, broken: readonly PasswordRule[]): Promise<Response> {
  const stamp = stampForms(c, pool)
  const { passwordPolicy: policy } = pool.config
  return answerPage(c, pool, 200, (text) =>
    newPasswordPage(
      {
        search: request.search,
        stamp,
        policy,
        broken,
        email,
        notice: broken.length === 0 ? null : { kind: 'error', text: text.weakPassword },
      },
      text,
    ),
  )
}
