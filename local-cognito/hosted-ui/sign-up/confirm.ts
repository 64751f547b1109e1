import { stampForms } from '../../http/csrf-token.ts'
import { signInAndReturn } from '../flow/return-to-app.ts'
import { confirmPage } from '../layout/account-page.ts'
import { newsPage } from '../../pages/news-page.ts'
import { answerPage } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'
import type { PoolApp, PoolContext, PoolParts } from '../../parts.ts'
import { sendSignUpMail } from '../../users/mails.ts'
import type { PoolUser } from '../../users/user.ts'
import { answerError } from '../error/error.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { Visit } from '../flow/flow-page.ts'
import { beginStep, currentStep, endStep } from '../flow/page-state.ts'

/**
 * `/confirm` and `/resendcode`, which are reached from `/signup` only, and `/confirmUser`, the link in the mail. After
 * the code the person is signed in (UNCONFIRMED: AWS's pages do not say what follows).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export function addConfirm(app: PoolApp, pool: PoolParts): void {
  addFlowPage(app, pool, '/confirm', {
    show: (visit) => withStep(visit, (user) => answerForm(visit, user, null)),
    submit: (visit, form) => withStep(visit, (user) => submitCode(visit, user, form.get('code') ?? '')),
  })
  addFlowPage(app, pool, '/resendcode', { submit: (visit) => withStep(visit, (user) => askToConfirm(visit, user)) })
  app.get('/confirmUser', (c) => answerLink(c, pool))
}

/** Mails a code, or a link, and asks for it. */
export function askToConfirm(visit: Visit, user: PoolUser): Promise<Response> {
  const { c, pool, request } = visit
  beginStep(c, pool, { kind: 'sign-up', sub: user.sub, email: user.email })
  sendSignUpMail(pool, request.client.id, user)
  return answerForm(visit, user, null)
}

function withStep(visit: Visit, answer: (user: PoolUser) => Promise<Response>): Response | Promise<Response> {
  const { c, pool, request } = visit
  const step = currentStep(c, pool, 'sign-up')
  const user = step && pool.users.find(step.sub ?? '')
  return user === undefined ? c.redirect(`${pool.config.origin}/login${request.search}`) : answer(user)
}

async function submitCode(visit: Visit, user: PoolUser, code: string): Promise<Response> {
  const { c, pool, request } = visit
  const verdict = pool.mailCodes.check('sign-up', user.sub, code)
  if (verdict !== 'fits') {
    c.set('reason', `the code: ${verdict}`)
    return answerForm(visit, user, (text) => text.codeFaults[verdict])
  }
  pool.users.change(user, { status: 'CONFIRMED', emailVerified: true })
  endStep(c, pool)
  return signInAndReturn(c, pool, request, user.sub, request.nonce)
}

function answerForm(
  { c, pool, request }: Visit,
  { email }: PoolUser,
  fault: ((text: PageText) => string) | null,
): Promise<Response> {
  const stamp = stampForms(c, pool)
  return answerPage(c, pool, 200, (text) =>
    confirmPage(
      { search: request.search, stamp, email, notice: fault === null ? null : { kind: 'error', text: fault(text) } },
      text,
    ),
  )
}

/** The link confirms in whatever browser it is opened, so it signs nobody in. */
function answerLink(c: PoolContext, pool: PoolParts): Promise<Response> {
  const user = pool.users.find(c.req.query('user_name') ?? '')
  const verdict = user && pool.mailCodes.check('sign-up', user.sub, c.req.query('confirmation_code') ?? '')
  if (user === undefined || verdict !== 'fits') {
    c.set('reason', `the link: ${verdict ?? 'nobody has this user name'}`)
    return answerError(c, pool, 400, 'Invalid verification code provided, please try again.')
  }
  pool.users.change(user, { status: 'CONFIRMED', emailVerified: true })
  return answerPage(c, pool, 200, (text) => newsPage(text.confirmed))
}
