import { html } from 'hono/html'
import { issueCsrfToken } from '../../http/csrf-token.ts'
import type { CsrfDeps } from '../../http/csrf-token.ts'
import { methods } from '../../oauth/authorize/step-up.ts'
import type { TotpDevices } from '../../users/totp-devices.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import type { Visit } from '../flow/flow-page.ts'
import { clearPageState, findPageState, savePageState } from '../flow/page-state.ts'
import type { PageStateDeps } from '../flow/page-state.ts'
import { signInAndReturn } from '../flow/return-to-app.ts'
import type { SignInDeps } from '../flow/return-to-app.ts'
import { accountPage, codeField } from '../layout/account-page.ts'
import type { AccountView } from '../layout/account-page.ts'
import { postForm } from '../layout/form.ts'
import { answerPage } from '../layout/page.ts'
import type { PageBody, PageDeps } from '../layout/page.ts'
import type { PageText } from '../text/page-text.ts'

export type TotpDeps = PageDeps &
  CsrfDeps &
  PageStateDeps &
  SignInDeps & {
    readonly totpDevices: Pick<TotpDevices, 'isEnabled' | 'check'>
    readonly users: Pick<Users, 'find'>
  }

/**
 * Signs a user in whose password is correct, or first asks for a code of the authenticator app. The path of this page
 * and its texts are UNCONFIRMED. The errors are the API's.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html
 */
export function signInOrAskForCode(visit: Visit<TotpDeps>, user: PoolUser): Response | Promise<Response> {
  const { c, pool, request } = visit
  if (!pool.totpDevices.isEnabled(user.sub)) {
    return signInAndReturn(c, pool, request, { sub: user.sub, amr: methods.password, nonce: request.nonce })
  }
  savePageState(c, pool, { kind: 'totp', sub: user.sub, email: user.email })
  return answerForm(visit, null)
}

/** Checks the code and signs the user in. The browser has to be the one that sent the password. */
export function submitTotpCode(visit: Visit<TotpDeps>, form: URLSearchParams): Response | Promise<Response> {
  const { c, pool, request } = visit
  const user = pool.users.find(findPageState(c, pool, 'totp')?.sub ?? '')
  if (user?.isEnabled !== true) return c.redirect(`${pool.config.origin}/login${request.search}`)
  const verdict = pool.totpDevices.check(user.sub, (form.get('code') ?? '').trim())
  if (verdict !== 'fits') {
    c.set('reason', `the code of the authenticator app: ${verdict}`)
    return answerForm(visit, (text) => text.totpFaults[verdict])
  }
  clearPageState(c, pool)
  return signInAndReturn(c, pool, request, { sub: user.sub, amr: methods.passwordAndCode, nonce: request.nonce })
}

function answerForm({ c, pool, request }: Visit<TotpDeps>, fault: ((text: PageText) => string) | null) {
  const csrfToken = issueCsrfToken(c, pool)
  return answerPage(c, pool, 200, (text) =>
    totpPage(
      {
        search: request.search,
        csrfToken,
        notice: fault === null ? null : { kind: 'error', text: fault(text) },
      },
      text,
    ),
  )
}

function totpPage(view: AccountView, text: PageText): PageBody {
  const fields = html`<input type="hidden" name="totp" value="yes" /> ${codeField(text)}
    <button class="primary" type="submit">${text.signIn}</button>`
  const form = postForm(`/login${view.search}`, 'fields', view.csrfToken, fields)
  return accountPage(view, text.totpTitle, text.totpExplained, form, text)
}
