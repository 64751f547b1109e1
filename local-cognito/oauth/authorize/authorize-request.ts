import type { AppClient } from '../../config/client-config.ts'
import type { Mismatch, PoolParts } from '../../parts.ts'
import { errorLocation, rawParameter } from './callback-url.ts'

/** A sign-in that an app asks for, checked. */
export type AuthorizeRequest = {
  /** The query as it came, with its `?`: it travels unchanged through the pages. */
  readonly search: string
  readonly client: AppClient
  readonly redirectUri: string
  /** The redirect URI as the browser is sent to it. */
  readonly returnsTo: string
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
  | { readonly kind: 'mismatch'; readonly mismatch: Mismatch; readonly reason: string }

type Settings = Pick<PoolParts, 'config' | 'clients'>

/**
 * Reads the query of `/oauth2/authorize` and of the pages, which take the same parameters.
 *
 * Redirect URIs are compared character by character: a trailing slash, another port or `127.0.0.1` for `localhost`
 * is another URI. Parameters that AWS does not list are ignored. `idp_identifier`, `resource`, `acr_values` and
 * `max_age` are not imitated.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function readAuthorizeRequest(search: string, pool: Settings): AuthorizeReading {
  const query = new URLSearchParams(search)
  const clientId = query.get('client_id')
  const redirectUri = query.get('redirect_uri') ?? ''
  const client = pool.clients.find(clientId)
  const reason = findMismatch(client, redirectUri)
  if (client === undefined || reason !== undefined) {
    const mismatch: Mismatch = { clientId: clientId ?? '', url: redirectUri, kind: 'callback' }
    return { kind: 'mismatch', mismatch, reason: reason ?? '' }
  }
  const returnsTo = pool.config.readings.bareHostGetsSlash ? withSlash(redirectUri) : redirectUri
  const rawState = rawParameter(search, 'state')
  const refusal = findRefusal(query, client, pool)
  if (refusal !== undefined) {
    return { kind: 'refused', location: errorLocation(returnsTo, rawState, refusal), reason: refusal.reason }
  }
  return {
    kind: 'fit',
    request: {
      search,
      client,
      redirectUri,
      returnsTo,
      rawState,
      scopes: grantedScopes(query, client),
      nonce: query.get('nonce'),
      codeChallenge: query.get('code_challenge'),
      // The classic pages know no `prompt`.
      prompts: pool.config.managedLoginVersion === 2 ? words(query.get('prompt')) : [],
      identityProvider: query.get('identity_provider'),
      loginHint: query.get('login_hint') ?? '',
    },
  }
}

/**
 * Why a browser must not be sent to a redirect URI. That an unknown client gets the same page is INFERRED: only a valid
 * pair is ever redirected to. So is it for a client whose OAuth settings are off: its URLs do not count then.
 */
function findMismatch(client: AppClient | undefined, redirectUri: string): string | undefined {
  if (client === undefined) return 'no client has this id'
  if (!client.allowedOAuthFlowsUserPoolClient) return 'allowedOAuthFlowsUserPoolClient is off: no URL of it counts'
  return client.callbackUrls.includes(redirectUri) ? undefined : 'redirect_uri is not registered'
}

// Whether Cognito puts a slash between a bare host and the query is UNCONFIRMED; a browser shows one either way.
function withSlash(url: string): string {
  return /^https?:\/\/[^/?]+$/.test(url) ? `${url}/` : url
}

type Refusal = { readonly error: string; readonly description?: string; readonly reason: string }

function findRefusal(query: URLSearchParams, client: AppClient, pool: Settings): Refusal | undefined {
  return (
    findGrantRefusal(query.get('response_type'), client) ??
    findPkceRefusal(query) ??
    findScopeRefusal(query, client, pool)
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
 * CONFLICT: by AWS's parameter text a scope that the client does not have is ignored, by its error list it is
 * `invalid_scope`, and people report `invalid_request` with that word as the description. `readings.foreignScope`
 * chooses. `offline_access` has no effect by AWS's own words.
 */
function findScopeRefusal(query: URLSearchParams, client: AppClient, { config }: Settings): Refusal | undefined {
  const reading = config.readings.foreignScope
  const foreign = words(query.get('scope')).find(
    (scope) => scope !== 'offline_access' && !client.scopes.includes(scope),
  )
  if (foreign === undefined || reading === 'ignored') return undefined
  const reason = 'a scope is not enabled on the client'
  return reading === 'as-documented'
    ? { error: 'invalid_scope', reason }
    : { error: 'invalid_request', description: 'invalid_scope', reason }
}

function grantedScopes(query: URLSearchParams, client: AppClient): readonly string[] {
  const asked = words(query.get('scope'))
  return asked.length === 0 ? client.scopes : asked.filter((scope) => client.scopes.includes(scope))
}

function words(text: string | null): string[] {
  return (text ?? '').split(' ').filter((word) => word !== '')
}
