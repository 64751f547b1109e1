import type { AppClient } from '../../config/client-config.ts'
import type { PoolConfig } from '../../config/pool-config.ts'
import type { Clients } from '../clients.ts'
import type { OAuthRefusal } from '../oauth-refusal.ts'
import { errorLocation, rawParameter } from './callback-url.ts'
import type { Mismatch } from './mismatch.ts'
import { noStepUp, readStepUp } from './step-up.ts'
import type { StepUp } from './step-up.ts'

/** A valid request of an app to sign a user in. */
export type AuthorizeRequest = {
  /** The query as received, with its `?`. The pages pass it on unchanged. */
  readonly search: string
  readonly client: AppClient
  readonly redirectUri: string
  /** The URI that the browser is redirected to: the redirect URI, with a slash added if `bareHostGetsSlash` is on. */
  readonly returnsTo: string
  readonly rawState: string | null
  readonly scopes: readonly string[]
  readonly nonce: string | null
  readonly codeChallenge: string | null
  readonly prompts: readonly string[]
  readonly stepUp: StepUp
  readonly identityProvider: string | null
  readonly loginHint: string
}

export type AuthorizeReading =
  | { readonly kind: 'valid'; readonly request: AuthorizeRequest }
  /** `location` is on the registered redirect URI, so the app receives the error. */
  | { readonly kind: 'refused'; readonly location: string; readonly reason: string }
  /** The redirect URI is not registered, so the browser stays on the pool's own page. */
  | { readonly kind: 'mismatch'; readonly mismatch: Mismatch; readonly reason: string }

/** The parts of the pool that decide whether an authorize request is valid. */
export type AuthorizeRequestDeps = {
  readonly config: Pick<PoolConfig, 'readings' | 'managedLoginVersion'>
  readonly clients: Pick<Clients, 'find'>
}

/**
 * Reads the query of `/oauth2/authorize` and of the pages, which take the same parameters.
 *
 * Redirect URIs are compared character by character: a trailing slash, another port or `127.0.0.1` instead of
 * `localhost` makes a different URI. Parameters that AWS does not list are ignored. `idp_identifier` and
 * `resource` are not supported.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html
 */
export function readAuthorizeRequest(search: string, pool: AuthorizeRequestDeps): AuthorizeReading {
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
    kind: 'valid',
    request: {
      search,
      client,
      redirectUri,
      returnsTo,
      rawState,
      scopes: grantedScopes(query, client),
      nonce: query.get('nonce'),
      codeChallenge: query.get('code_challenge'),
      // The classic pages do not support `prompt`.
      prompts: pool.config.managedLoginVersion === 2 ? splitAtSpaces(query.get('prompt')) : [],
      stepUp: pool.config.readings.ignoresStepUp ? noStepUp : readStepUp(query),
      identityProvider: query.get('identity_provider'),
      loginHint: query.get('login_hint') ?? '',
    },
  }
}

/**
 * Returns why the browser must not be redirected to this URI. That an unknown client gets the same page is INFERRED
 * from AWS's rule that Cognito redirects only to a valid pair of client and URI. That a client whose OAuth settings are
 * off gets it too is INFERRED as well: its URLs are then ignored.
 */
function findMismatch(client: AppClient | undefined, redirectUri: string): string | undefined {
  if (client === undefined) return 'no client has this id'
  if (!client.allowedOAuthFlowsUserPoolClient) return 'allowedOAuthFlowsUserPoolClient is off, so its URLs are ignored'
  return client.callbackUrls.includes(redirectUri) ? undefined : 'redirect_uri is not registered'
}

// Whether Cognito puts a slash between a bare host and the query is UNCONFIRMED. A browser shows one in both cases.
function withSlash(url: string): string {
  return /^https?:\/\/[^/?]+$/.test(url) ? `${url}/` : url
}

function findRefusal(query: URLSearchParams, client: AppClient, pool: AuthorizeRequestDeps): OAuthRefusal | undefined {
  return (
    findGrantRefusal(query.get('response_type'), client) ??
    findPkceRefusal(query) ??
    findScopeRefusal(query, client, pool)
  )
}

/** Refuses `token` for each client: this pool does not support the implicit grant, even if the client allows it. */
function findGrantRefusal(responseType: string | null, client: AppClient): OAuthRefusal | undefined {
  if (responseType !== 'code' && responseType !== 'token') {
    return { error: 'invalid_request', reason: 'response_type is neither code nor token' }
  }
  if (responseType === 'token' || !client.allowedOAuthFlows.includes('code')) {
    return { error: 'unauthorized_client', reason: `the client has no grant for response_type=${responseType}` }
  }
  return undefined
}

/** Accepts a request without PKCE, for public clients too, because AWS marks both parameters optional (INFERRED). */
function findPkceRefusal(query: URLSearchParams): OAuthRefusal | undefined {
  const method = query.get('code_challenge_method')
  const challenge = query.get('code_challenge')
  if (method === null && challenge === null) return undefined
  if (method === 'S256' && challenge) return undefined
  return { error: 'invalid_request', reason: 'PKCE needs code_challenge and code_challenge_method=S256' }
}

/**
 * CONFLICT about a scope that the client does not have: AWS's parameter text says that it is ignored. AWS's error list
 * says `invalid_scope`. Developers report `invalid_request` with `invalid_scope` as the description.
 * `readings.foreignScope` selects one of these. AWS says that `offline_access` has no effect.
 */
function findScopeRefusal(
  query: URLSearchParams,
  client: AppClient,
  { config }: AuthorizeRequestDeps,
): OAuthRefusal | undefined {
  const reading = config.readings.foreignScope
  const foreign = splitAtSpaces(query.get('scope')).find(
    (scope) => scope !== 'offline_access' && !client.scopes.includes(scope),
  )
  if (foreign === undefined || reading === 'ignored') return undefined
  const reason = 'a scope is not enabled on the client'
  return reading === 'as-documented'
    ? { error: 'invalid_scope', reason }
    : { error: 'invalid_request', description: 'invalid_scope', reason }
}

function grantedScopes(query: URLSearchParams, client: AppClient): readonly string[] {
  const requested = splitAtSpaces(query.get('scope'))
  return requested.length === 0 ? client.scopes : requested.filter((scope) => client.scopes.includes(scope))
}

function splitAtSpaces(text: string | null): string[] {
  return (text ?? '').split(' ').filter((part) => part !== '')
}
