import { isIssuerOf, type PoolIssuer } from '../tokens/pool-issuer.ts'

/** The authorization response in the URL that the page was opened at. */
export type AuthorizationResponse =
  | { readonly kind: 'code'; readonly code: string; readonly state: string; readonly issuer: string | null }
  | {
      readonly kind: 'error'
      readonly error: string
      readonly description: string | null
      readonly state: string
      readonly issuer: string | null
    }
  /** Parameters that are repeated, missing, or of another flow. */
  | { readonly kind: 'malformed'; readonly states: readonly string[] }

/** A callback: the URL that the page was opened at, and the authorization response in it. */
export interface Callback {
  readonly url: string
  readonly response: AuthorizationResponse
}

/** Responses of the implicit flow, of the hybrid flow, and of JARM: this app never asks for them. */
const otherFlows = ['access_token', 'id_token', 'response']
const responseParameters = ['code', 'state', 'error', 'iss', ...otherFlows]
const maxCodeLength = 4096
const maxStates = 10
/** oidc-client-ts sends a UUID without its dashes; the script inside the HTML sends 128 random bits. */
const stateShape = /^[0-9a-f]{32}$/
/** Cognito's codes are UUIDs. */
const codeShape = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** RFC 6749, section 4.1.2.1, and OpenID Connect Core, section 3.1.2.6. */
const errorShape =
  /^(invalid_(request|scope|client|grant)|un(authorized_client|supported_response_type)|access_denied|server_error|temporarily_unavailable|(login|interaction|consent)_required)$/

/** True if the text has the shape of a state that this app sends. */
export function isState(text: string): boolean {
  return stateShape.test(text)
}

/**
 * True if both URLs have the same path. The query and the fragment may differ, and a final slash, which some hosts add to
 * a path or remove from it. So may the origin: on a second host name of the app, no response matches a pending sign-in,
 * since none starts there.
 */
function hasSamePath(url: URL, other: string): boolean {
  return withoutSlash(url) === withoutSlash(new URL(other))
}

function withoutSlash({ pathname }: URL): string {
  return pathname.replace(/\/$/, '')
}

/** True for a URL that is only the redirect URI, and not the home page: the app does not stay there. */
export function isCallbackOnly(url: URL, redirectUri: string, home: string): boolean {
  return hasSamePath(url, redirectUri) && !hasSamePath(url, home)
}

/**
 * Reads an authorization response from a URL. Checks its form only, not whether this browser asked for it.
 *
 * @returns null if the URL holds no authorization response.
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2
 * @see https://datatracker.ietf.org/doc/html/rfc9207#section-2 (`iss`)
 */
export function readAuthorizationResponse(url: URL, redirectUri: string): AuthorizationResponse | null {
  if (!hasSamePath(url, redirectUri)) return null
  const query = url.searchParams
  // A response in the fragment belongs to the implicit flow.
  const fragment = new URLSearchParams(url.hash.slice(1))
  if (holdsResponse(fragment)) return malformed(query, fragment)
  if (!holdsResponse(query)) return null
  if (responseParameters.some((name) => query.getAll(name).length > 1)) return malformed(query)
  if (otherFlows.some((name) => query.has(name))) return malformed(query)
  return readQuery(query)
}

/**
 * Takes the callback out of the address bar, before anything else can read it there; only `?debug` stays. Leaves the
 * redirect URI if the page was opened at it without a response.
 *
 * A redirect URI without a path of its own is the home page, whose query may be the app's: `/?state=CA` or `/?error=404`.
 * There, only a response in the shape of this app's state, or in Cognito's own shape, is one.
 *
 * @param url the URL that the page was loaded with
 * @returns null if it holds no authorization response.
 */
export function takeCallback(
  url: URL,
  redirectUri: string,
  page: { readonly home: string; replacePath(path: string): void },
): Callback | null {
  const isOrdinary = hasSamePath(url, page.home) && !looksLikeResponse(url)
  const response = isOrdinary ? null : readAuthorizationResponse(url, redirectUri)
  const debug = /[?&]debug\b/.test(url.search) ? '?debug' : ''
  if (response !== null) page.replacePath(new URL(redirectUri).pathname + debug)
  else if (isCallbackOnly(url, redirectUri, page.home)) page.replacePath(new URL(page.home).pathname)
  return response === null ? null : { url: url.href, response }
}

/** False for a response of another issuer under our state: a mix-up attack (RFC 9207, section 2.4). Cognito sends none. */
export function isFromIssuer({ issuer }: { readonly issuer: string | null }, expected: PoolIssuer): boolean {
  return issuer === null || isIssuerOf(expected, issuer)
}

function looksLikeResponse({ searchParams: query, hash }: URL): boolean {
  const fragment = new URLSearchParams(hash.slice(1))
  return fragment.has('access_token') || fragment.has('id_token') || [query, fragment].some(isResponseShape)
}

function isResponseShape(parameters: URLSearchParams): boolean {
  const read = (name: string) => parameters.get(name) ?? ''
  const [state, code, error] = [read('state'), read('code'), read('error')]
  if (code + error === '') return false
  if (parameters.getAll('state').some(isState)) return true
  if (state !== '' && codeShape.test(code)) return true
  return errorShape.test(error) && (state !== '' || parameters.has('error_description'))
}

function readQuery(query: URLSearchParams): AuthorizationResponse {
  const state = query.get('state') ?? ''
  const issuer = query.get('iss')
  const error = query.get('error')
  if (!isState(state)) return malformed(query)
  if (error !== null) return { kind: 'error', error, description: query.get('error_description'), state, issuer }
  const code = query.get('code') ?? ''
  if (code === '' || code.length > maxCodeLength) return malformed(query)
  return { kind: 'code', code, state, issuer }
}

/** Keeps the states, so that the pending sign-ins they name can be removed: another party knows them now. */
function malformed(...holders: readonly URLSearchParams[]): AuthorizationResponse {
  const states = holders.flatMap((holder) => holder.getAll('state')).filter(isState)
  return { kind: 'malformed', states: states.slice(0, maxStates) }
}

function holdsResponse(parameters: URLSearchParams): boolean {
  return responseParameters.some((name) => parameters.has(name))
}
