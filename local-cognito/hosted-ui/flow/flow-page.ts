import type { PoolConfig } from '../../config/pool-config.ts'
import type { PoolApp, PoolContext } from '../../http/context.ts'
import { hasCsrfToken, isFormTooOld } from '../../http/csrf-token.ts'
import type { FormAgeDeps } from '../../http/csrf-token.ts'
import { limitBody, readForm } from '../../http/form.ts'
import { readAuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import type {
  AuthorizeReading,
  AuthorizeRequest,
  AuthorizeRequestDeps,
} from '../../oauth/authorize/authorize-request.ts'
import { answerError, redirectToMismatch } from '../error/error.ts'
import type { MismatchDeps } from '../error/error.ts'

type Answer = Response | Promise<Response>

export type FlowDeps = MismatchDeps & AuthorizeRequestDeps & FormAgeDeps

/** A request to one of the sign-in pages, with its valid authorize request. */
export type Visit<Deps> = { readonly c: PoolContext; readonly pool: Deps; readonly request: AuthorizeRequest }

type FlowPage<Deps> = {
  readonly show?: (visit: Visit<Deps>) => Answer
  readonly submit?: (visit: Visit<Deps>, form: URLSearchParams) => Answer
}

/**
 * Adds a page that carries the query of `/oauth2/authorize`. Refuses an invalid query, a client without a style
 * (managed login), a form without its CSRF token, and a page that was open for too long (managed login).
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export function addFlowPage<Deps extends FlowDeps>(
  app: PoolApp,
  pool: Deps,
  path: string,
  { show, submit }: FlowPage<Deps>,
): void {
  if (show !== undefined) app.get(path, (c) => visit(c, pool, show))
  if (submit === undefined) return
  app.post(path, limitBody, async (c) => {
    const form = await readForm(c)
    return visit(c, pool, (found) => {
      if (!hasCsrfToken(c, pool, form)) {
        c.set('reason', 'the CSRF token of the form is missing or differs from the cookie')
        // What Cognito shows here is UNCONFIRMED.
        return answerError(c, pool, 403, 'invalid_request')
      }
      if (isFormTooOld(pool, form)) {
        c.set('reason', 'the page was open for 5 minutes or longer')
        // AWS documents the text. The status of the page is UNCONFIRMED.
        return answerError(c, pool, 400, 'Something went wrong')
      }
      return submit(found, form)
    })
  })
}

function visit<Deps extends FlowDeps>(c: PoolContext, pool: Deps, answer: (visit: Visit<Deps>) => Answer): Answer {
  const reading = readAuthorizeRequest(new URL(c.req.url).search, pool)
  if (reading.kind !== 'valid') return answerInvalidRequest(c, pool, reading)
  if (needsStyle(pool.config) && !reading.request.client.hasStyle) {
    c.set('reason', 'the client has no branding style')
    // The text was seen on managed login. The status of the page is UNCONFIRMED.
    return answerError(c, pool, 400, 'Login pages unavailable')
  }
  return answer({ c, pool, request: reading.request })
}

/** The API's page says that both versions need a style. The developer guide says it only of managed login. */
function needsStyle({ managedLoginVersion, readings }: Pick<PoolConfig, 'managedLoginVersion' | 'readings'>): boolean {
  return managedLoginVersion === 2 || readings.classicNeedsStyle
}

/** The response of `/oauth2/authorize` and of the pages to an invalid query. */
export function answerInvalidRequest(
  c: PoolContext,
  pool: MismatchDeps,
  reading: Exclude<AuthorizeReading, { kind: 'valid' }>,
): Response {
  if (reading.kind === 'mismatch') return redirectToMismatch(c, pool, reading.mismatch, reading.reason)
  c.set('reason', reading.reason)
  return c.redirect(reading.location)
}
