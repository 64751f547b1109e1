import type { PoolContext } from '../http/context.ts'
import { cookieNames, writeCookie } from '../http/cookies.ts'
import type { CookieDeps } from '../http/cookies.ts'
import type { AuthorizeRequest } from '../oauth/authorize/authorize-request.ts'
import type { ExpiringStore } from '../state/expiring-store.ts'
import { randomSecret } from '../state/secret.ts'

/** An authorize request that waits for the response from Google. `cookie` binds it to one browser. */
export type FederationRequest = { readonly request: AuthorizeRequest; readonly cookie: string }

export type FederationRequestDeps = CookieDeps & { readonly federationRequests: ExpiringStore<FederationRequest> }

/** How long a browser may stay at Google. Cognito's own limit is UNCONFIRMED. */
export const federationRequestSeconds = 600

/** The path of the stand-in for Google's account chooser. */
export const chooserPath = '/__local/google'

const accountPrompts = ['login', 'select_account', 'consent']

/**
 * Redirects the browser to the stand-in for Google. The `csrf-state` cookie binds the `state` to this browser.
 * It does not add `login_hint`, because Cognito never forwards it to Google.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function redirectToGoogle(c: PoolContext, pool: FederationRequestDeps, request: AuthorizeRequest): Response {
  const cookie = randomSecret()
  writeCookie(c, pool, cookieNames.federationRequest, cookie, federationRequestSeconds)
  const query = new URLSearchParams({
    redirect_uri: `${pool.config.origin}/oauth2/idpresponse`,
    response_type: 'code',
    scope: 'email profile openid',
    state: pool.federationRequests.put({ request, cookie }),
  })
  const prompts = request.prompts.filter((prompt) => accountPrompts.includes(prompt))
  if (prompts.length > 0) query.set('prompt', prompts.join(' '))
  return c.redirect(`${pool.config.origin}${chooserPath}?${query}`)
}
