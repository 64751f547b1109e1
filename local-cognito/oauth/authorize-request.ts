import type { Clients } from './clients.ts'
import type { AppClient } from '../config/config.ts'
import { errorLocation, rawParameter } from './callback-url.ts'

/** A sign-in that an app asks for, checked. */
export type AuthorizeRequest = {
  /** The query as it came, with its `?`: it travels unchanged through the pages. */
  readonly search: string
  readonly client: AppClient
  readonly redirectUri: string
  readonly rawState: string | null
  readonly scopes: readonly string[]
  readonly nonce: string | null
  readonly codeChallenge: string | null
  readonly prompts: readonly string[]
  readonly identityProvider: string | null
  readonly loginHint: string
}

export type AuthorizeReading =
  | { readonly kind: 'fit'; readonly request: AuthorizeRequest }
  /** The app is known and told: `location` is on its registered redirect URI. */
  | { readonly kind: 'refused'; readonly location: string; readonly reason: string }
  /** The redirect URI cannot be trusted: whatever it says, the browser stays on the pool's own page. */
  | {
      readonly kind: 'mismatch'
      readonly clientId: string
      readonly redirectUri: string
      readonly reason: string
    }

/**
 * Reads the query of `/oauth2/authorize` and of `/login`, which take the same parameters.
 *
 * Redirect URIs are compared character by character: a trailing slash, another port or `127.0.0.1` for `localhost`
 * is another URI. Parameters that AWS does not list are ignored. `idp_identifier`, `resource`, `acr_values` and
 * `max_age` are not imitated.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function readAuthorizeRequest(search: string, clients: Clients): AuthorizeReading {
  const query = new URLSearchParams(search)
  const clientId = query.get('client_id')
  const redirectUri = query.get('redirect_uri') ?? ''
  const client = clients.find(clientId)
  if (client === undefined || !client.callbackUrls.includes(redirectUri)) {
    // That an unknown client gets the same page is INFERRED: only a valid pair is ever redirected to.
    const reason = client === undefined ? 'no client has this id' : 'redirect_uri is not registered'
    return { kind: 'mismatch', clientId: clientId ?? '', redirectUri, reason }
  }
  const rawState = rawParameter(search, 'state')
  const refusal = findRefusal(query, client)
  if (refusal !== undefined) {
    return { kind: 'refused', location: errorLocation(redirectUri, rawState, refusal), reason: refusal.reason }
  }
  return {
    kind: 'fit',
    request: {
      search,
      client,
      redirectUri,
      rawState,
      scopes: grantedScopes(query, client),
      nonce: query.get('nonce'),
      codeChallenge: query.get('code_challenge'),
      prompts: words(query.get('prompt')),
      identityProvider: query.get('identity_provider'),
      loginHint: query.get('login_hint') ?? '',
    },
  }
}

type Refusal = { readonly error: string; readonly description?: string; readonly reason: string }

function findRefusal(query: URLSearchParams, client: AppClient): Refusal | undefined {
  return (
    findGrantRefusal(query.get('response_type'), client) ?? findPkceRefusal(query) ?? findScopeRefusal(query, client)
  )
}

function findGrantRefusal(responseType: string | null, client: AppClient): Refusal | undefined {
  if (responseType !== 'code' && responseType !== 'token') {
    return { error: 'invalid_request', reason: 'response_type is neither code nor token' }
  }
  if (responseType === 'token' || !client.grants.includes('code')) {
    return { error: 'unauthorized_client', reason: `the client has no grant for response_type=${responseType}` }
  }
  return undefined
}

/** No PKCE at all is accepted, for public clients too: AWS marks both parameters optional (INFERRED). */
function findPkceRefusal(query: URLSearchParams): Refusal | undefined {
  const method = query.get('code_challenge_method')
  const challenge = query.get('code_challenge')
  if (method === null && challenge === null) return undefined
  if (method === 'S256' && challenge) return undefined
  return { error: 'invalid_request', reason: 'PKCE needs code_challenge and code_challenge_method=S256' }
}

/**
 * CONFLICT in AWS's page: a scope that exists but is not the client's is ignored, or it is `invalid_scope`. Users
 * report an error, in the form given here; `offline_access` has no effect by AWS's own words.
 */
function findScopeRefusal(query: URLSearchParams, client: AppClient): Refusal | undefined {
  const foreign = words(query.get('scope')).find(
    (scope) => scope !== 'offline_access' && !client.scopes.includes(scope),
  )
  if (foreign === undefined) return undefined
  return { error: 'invalid_request', description: 'invalid_scope', reason: 'a scope is not enabled on the client' }
}

function grantedScopes(query: URLSearchParams, client: AppClient): readonly string[] {
  const asked = words(query.get('scope'))
  return asked.length === 0 ? client.scopes : asked.filter((scope) => scope !== 'offline_access')
}

function words(text: string | null): string[] {
  return (text ?? '').split(' ').filter((word) => word !== '')
}
