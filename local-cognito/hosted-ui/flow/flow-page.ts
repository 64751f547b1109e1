import { hasFormToken, isFormTooOld } from '../../http/csrf-token.ts'
import { limitBody, readForm } from '../../http/form.ts'
import { readAuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import type { AuthorizeReading, AuthorizeRequest } from '../../oauth/authorize/authorize-request.ts'
import type { PoolApp, PoolContext, PoolParts } from '../../parts.ts'
import { answerError, redirectToMismatch } from '../error/error.ts'

type Answer = Response | Promise<Response>

/** A visit of one of the pages on the way through a sign-in. */
export type Visit = { readonly c: PoolContext; readonly pool: PoolParts; readonly request: AuthorizeRequest }

export type FlowPage = {
  readonly show?: (visit: Visit) => Answer
  readonly submit?: (visit: Visit, form: URLSearchParams) => Answer
}

/**
 * Adds a page that travels with the query of `/oauth2/authorize`. A query that is not fit, a client without a style
 * (managed login), a form without its token and a page that was open for too long (managed login) end here.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managed-login-endpoints.html
 */
export function addFlowPage(app: PoolApp, pool: PoolParts, path: string, { show, submit }: FlowPage): void {
  if (show !== undefined) app.get(path, (c) => visit(c, pool, show))
  if (submit === undefined) return
  app.post(path, limitBody, async (c) => {
    const form = await readForm(c)
    return visit(c, pool, (found) => {
      if (!hasFormToken(c, pool, form)) {
        c.set('reason', 'the form has no token, or another than the cookie')
        // What Cognito shows here is UNCONFIRMED.
        return answerError(c, pool, 403, 'invalid_request')
      }
      if (isFormTooOld(pool, form)) {
        c.set('reason', 'the page was open for 5 minutes or longer')
        // The words are documented; the page's status is UNCONFIRMED.
        return answerError(c, pool, 400, 'Something went wrong')
      }
      return submit(found, form)
    })
  })
}

function visit(c: PoolContext, pool: PoolParts, answer: (visit: Visit) => Answer): Answer {
  const reading = readAuthorizeRequest(new URL(c.req.url).search, pool)
  if (reading.kind !== 'fit') return answerRefusal(c, pool, reading)
  if (needsStyle(pool) && !reading.request.client.hasStyle) {
    c.set('reason', 'the client has no branding style')
    // Seen on managed login; the page's status is UNCONFIRMED.
    return answerError(c, pool, 400, 'Login pages unavailable')
  }
  return answer({ c, pool, request: reading.request })
}

/** The API's page says that the classic pages need a style too, the developer guide says it of managed login only. */
function needsStyle({ config }: PoolParts): boolean {
  return config.managedLoginVersion === 2 || config.readings.classicNeedsStyle
}

/** What `/oauth2/authorize` and the pages answer to a query that is not fit. */
export function answerRefusal(
  c: PoolContext,
  pool: PoolParts,
  reading: Exclude<AuthorizeReading, { kind: 'fit' }>,
): Response {
  if (reading.kind === 'mismatch') return redirectToMismatch(c, pool, reading.mismatch, reading.reason)
  c.set('reason', reading.reason)
  return c.redirect(reading.location)
}
