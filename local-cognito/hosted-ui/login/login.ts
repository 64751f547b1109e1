import type { PoolConfig } from '../../config/pool-config.ts'
import type { PoolApp } from '../../http/context.ts'
import { issueCsrfToken } from '../../http/csrf-token.ts'
import type { CsrfDeps } from '../../http/csrf-token.ts'
import type { AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { addFlowPage } from '../flow/flow-page.ts'
import type { FlowDeps, Visit } from '../flow/flow-page.ts'
import { returnWithCode } from '../flow/return-to-app.ts'
import type { FederationDeps } from '../flow/start-federation.ts'
import { findSufficientSession } from '../flow/sufficient-session.ts'
import type { SufficientSessionDeps } from '../flow/sufficient-session.ts'
import type { Notice } from '../layout/form.ts'
import type { PoolLook } from '../layout/look.ts'
import { answerPage } from '../layout/page.ts'
import type { PageDeps } from '../layout/page.ts'
import { askToConfirm } from '../sign-up/confirm.ts'
import type { ConfirmDeps } from '../sign-up/confirm.ts'
import type { PageText } from '../text/page-text.ts'
import { loginPage } from './login-page.ts'
import { askForNewPassword, submitNewPassword } from './new-password.ts'
import type { NewPasswordDeps } from './new-password.ts'
import { signInOrAskForCode, submitTotpCode } from './totp.ts'

/** The parts of the pool that the sign-in page needs. */
export type LoginFormDeps = PageDeps &
  CsrfDeps &
  SufficientSessionDeps & {
    readonly config: Pick<PoolConfig, 'people' | 'hasSelfSignUp'>
    readonly look: PoolLook
    readonly users: Pick<Users, 'find'>
  }

type LoginDeps = LoginFormDeps &
  FlowDeps &
  FederationDeps &
  ConfirmDeps &
  NewPasswordDeps & { readonly users: Pick<Users, 'findByEmail' | 'isPassword'> }

/** The maximum number of test users with a one-click button. */
const maxOneClickUsers = 8

/**
 * `GET` and `POST /login`, with the same query as `/oauth2/authorize`. Opened directly, it offers the user of this
 * browser's session (that Cognito does so in both versions is UNCONFIRMED).
 *
 * With `PreventUserExistenceErrors=ENABLED` a wrong name and a wrong password give the same response. Cognito has no
 * one-click users.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html
 */
export function addLogin(app: PoolApp, pool: LoginDeps): void {
  addFlowPage(app, pool, '/login', {
    show: (visit) => answerLoginForm(visit, visit.request.loginHint, (text) => missingOption(visit.request, text)),
    submit(visit, form) {
      if (form.has('totp')) return submitTotpCode(visit, form)
      return form.has('new_password') ? submitNewPassword(visit, form) : submitSignIn(visit, form)
    },
  })
}

async function submitSignIn(visit: Visit<LoginDeps>, form: URLSearchParams): Promise<Response> {
  const { c, pool, request } = visit
  const { providers } = request.client
  if (form.get('provider') === 'Google' && providers.includes('Google')) return pool.startFederation(c, request)
  const session = form.has('remembered') ? findSufficientSession(c, pool, request) : undefined
  if (session !== undefined) return returnWithCode(c, pool, request, session, request.nonce)
  const found = providers.includes('COGNITO') ? await findUser(pool, form) : undefined
  if (found?.kind === 'user') return admit(visit, found.user)
  const isUnknown = found?.kind === 'unknown' && request.client.preventUserExistenceErrors === 'LEGACY'
  return refuse(visit, form, isUnknown ? 'no user has this address' : 'incorrect username or password', (text) =>
    isUnknown ? text.unknownPerson : text.wrongCredentials,
  )
}

/** Handles a correct password, according to the user's status. The texts are the API's (UNCONFIRMED here). */
async function admit(visit: Visit<LoginDeps>, user: PoolUser): Promise<Response> {
  if (!user.isEnabled) {
    const form = new URLSearchParams({ username: user.email })
    return refuse(visit, form, 'the user is disabled', (text) => text.disabledPerson)
  }
  if (user.status === 'UNCONFIRMED') return askToConfirm(visit, user)
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askForNewPassword(visit, user)
  return signInOrAskForCode(visit, user)
}

type Found = { readonly kind: 'user'; readonly user: PoolUser } | { readonly kind: 'unknown' | 'wrong' }

async function findUser({ users }: Pick<LoginDeps, 'users'>, form: URLSearchParams): Promise<Found> {
  const oneClick = form.get('person')
  const user = users.findByEmail(oneClick ?? (form.get('username') ?? '').trim())
  if (user === undefined) return { kind: 'unknown' }
  const isRight = oneClick !== null || (await users.isPassword(user, form.get('password') ?? ''))
  return isRight ? { kind: 'user', user } : { kind: 'wrong' }
}

function refuse(
  visit: Visit<LoginDeps>,
  form: URLSearchParams,
  reason: string,
  message: (text: PageText) => string,
): Promise<Response> {
  visit.c.set('reason', reason)
  return answerLoginForm(visit, form.get('username') ?? '', (text) => ({ kind: 'error', text: message(text) }))
}

/** Shows the sign-in page. The status of the page for a wrong password is UNCONFIRMED. */
export function answerLoginForm(
  visit: Visit<LoginFormDeps>,
  email: string,
  notice: (text: PageText) => Notice | null,
): Promise<Response> {
  const { c, pool, request } = visit
  const csrfToken = issueCsrfToken(c, pool)
  const session = findSufficientSession(c, pool, request)
  const view = {
    request,
    appName: pool.look.appName ?? request.client.name,
    people: pool.config.people.slice(0, maxOneClickUsers),
    remembered: session && pool.users.find(session.sub),
    hasSelfSignUp: pool.config.hasSelfSignUp,
    csrfToken,
    email,
  }
  return answerPage(c, pool, 200, (text) => loginPage({ ...view, notice: notice(text) }, text))
}

function missingOption({ identityProvider, client }: AuthorizeRequest, text: PageText): Notice | null {
  const isMissing = identityProvider !== null && !client.providers.some((name) => name === identityProvider)
  return isMissing ? { kind: 'error', text: text.noSuchOption } : null
}
