import { readAuthorizeRequest } from '../oauth/authorize-request.ts'
import type { AuthorizeRequest } from '../oauth/authorize-request.ts'
import { formToken, hasFormToken } from '../http/form-token.ts'
import { limitBody, readForm } from '../http/form.ts'
import { answerPage } from '../pages/page.ts'
import { signInPage } from '../pages/sign-in-page.ts'
import type { PageText } from '../pages/text.ts'
import type { PoolApp, PoolContext, PoolParts } from '../parts.ts'
import { isSameSecret } from '../state/secret.ts'
import { signInAndReturn } from '../oauth/sign-in.ts'
import { answerRefusal } from './authorize.ts'
import { answerError } from './error.ts'
import { leaveForGoogle } from '../google/chooser.ts'

/**
 * `GET` and `POST /login`, with the same query as `/oauth2/authorize`; may be opened directly.
 *
 * A wrong name and a wrong password give the same answer, as with `PreventUserExistenceErrors=ENABLED`. The one-click
 * people and the missing five-minute limit of managed login are this stand-in's own.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/login-endpoint.html
 */
export function addLogin(app: PoolApp, pool: PoolParts): void {
  app.get('/login', (c) => {
    const reading = readAuthorizeRequest(new URL(c.req.url).search, pool.clients)
    if (reading.kind !== 'fit') return answerRefusal(c, pool, reading)
    const { request } = reading
    return answerForm(c, pool, request, request.loginHint, (text) =>
      hasNoSuchOption(request) ? text.noSuchOption : null,
    )
  })
  app.post('/login', limitBody, async (c) => {
    const reading = readAuthorizeRequest(new URL(c.req.url).search, pool.clients)
    if (reading.kind !== 'fit') return answerRefusal(c, pool, reading)
    const form = await readForm(c)
    if (!hasFormToken(c, form)) {
      c.set('reason', 'the form has no token, or another than the cookie')
      // What Cognito shows here is UNCONFIRMED.
      return answerError(c, pool, 403, 'invalid_request')
    }
    return answerSignIn(c, pool, reading.request, form)
  })
}

function answerSignIn(
  c: PoolContext,
  pool: PoolParts,
  request: AuthorizeRequest,
  form: URLSearchParams,
): Response | Promise<Response> {
  const { providers } = request.client
  if (form.get('provider') === 'Google' && providers.includes('Google')) return leaveForGoogle(c, pool, request)
  const sub = providers.includes('COGNITO') ? findSub(pool, form) : undefined
  if (sub !== undefined) return signInAndReturn(c, pool, request, sub, request.nonce)
  c.set('reason', 'incorrect username or password')
  return answerForm(c, pool, request, form.get('username') ?? '', (text) => text.wrongCredentials)
}

function findSub(pool: PoolParts, form: URLSearchParams): string | undefined {
  const oneClick = form.get('person')
  if (oneClick !== null) return pool.people.findByEmail(oneClick)?.sub
  const person = pool.people.findByEmail((form.get('username') ?? '').trim())
  return person !== undefined && isSameSecret(person.password, form.get('password') ?? '') ? person.sub : undefined
}

function answerForm(
  c: PoolContext,
  pool: PoolParts,
  request: AuthorizeRequest,
  email: string,
  notice: (text: PageText) => string | null,
): Promise<Response> {
  const { people } = pool.config
  const token = formToken(c)
  // The status of the page that reports a wrong password is UNCONFIRMED; browsers show it the same either way.
  return answerPage(c, pool, 200, (text) =>
    signInPage({ request, people, formToken: token, email, notice: notice(text) }, text),
  )
}

function hasNoSuchOption({ identityProvider, client }: AuthorizeRequest): boolean {
  return identityProvider !== null && !client.providers.includes(identityProvider)
}
