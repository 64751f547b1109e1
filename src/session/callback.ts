/** What the address said when the page was opened at the redirect URI. */
export type Callback =
  | { readonly kind: 'code'; readonly code: string; readonly state: string; readonly issuer: string | null }
  | {
      readonly kind: 'error'
      readonly error: string
      readonly description: string | null
      readonly state: string
      readonly issuer: string | null
    }
  /** Something that wants to be an answer and is none: parameters twice, missing, or of another flow. */
  | { readonly kind: 'malformed'; readonly states: readonly string[] }

/** Answers of the implicit and the hybrid flow, and of JARM: nobody here asks for one. */
const otherFlows = ['access_token', 'id_token', 'response']
const answerNames = ['code', 'state', 'error', 'iss', ...otherFlows]
const longestCode = 4096
const mostStates = 10
/** As pending.ts draws it. */
const stateShape = /^[0-9a-f]{32}$/

/** True if both are the same page: origin and path, whatever the query and the fragment. `''` and `/` are one path. */
export function isRedirectUri(url: URL, redirectUri: string): boolean {
  const registered = new URL(redirectUri)
  return url.origin === registered.origin && url.pathname === registered.pathname
}

/** True for the redirect URI without an answer: no place to stay, unless it is the home page itself. */
export function isPassingPlace(url: URL, redirectUri: string): boolean {
  return isRedirectUri(url, redirectUri) && url.pathname !== '/'
}

/**
 * Reads an authorization response. Judges its form only: whether this browser asked for it is not known here.
 *
 * @returns null if the address holds no answer at all.
 * @see https://datatracker.ietf.org/doc/html/rfc6749#section-4.1.2
 * @see https://datatracker.ietf.org/doc/html/rfc9207#section-2 (`iss`)
 */
export function readCallback(url: URL, redirectUri: string): Callback | null {
  if (!isRedirectUri(url, redirectUri)) return null
  const query = url.searchParams
  // An answer in the fragment belongs to the implicit flow, which nobody here asks for.
  const fragment = new URLSearchParams(url.hash.slice(1))
  if (holdsAnswer(fragment)) return malformed(query, fragment)
  if (!holdsAnswer(query)) return null
  if (answerNames.some((name) => query.getAll(name).length > 1)) return malformed(query)
  if (otherFlows.some((name) => query.has(name))) return malformed(query)
  return readAnswer(query)
}

/** Another issuer's answer under our state is a mix-up (RFC 9207, section 2.4). Cognito names none. */
export function isFromIssuer({ issuer }: { readonly issuer: string | null }, expected: string): boolean {
  return issuer === null || issuer === expected
}

function readAnswer(query: URLSearchParams): Callback {
  const state = query.get('state') ?? ''
  const issuer = query.get('iss')
  const error = query.get('error')
  if (!stateShape.test(state)) return malformed(query)
  if (error !== null) return { kind: 'error', error, description: query.get('error_description'), state, issuer }
  const code = query.get('code') ?? ''
  if (code === '' || code.length > longestCode) return malformed(query)
  return { kind: 'code', code, state, issuer }
}

/** The states in it, so that whatever was begun under one of them can be forgotten: nobody else knows them. */
function malformed(...holders: readonly URLSearchParams[]): Callback {
  const states = holders.flatMap((holder) => holder.getAll('state')).filter((state) => stateShape.test(state))
  return { kind: 'malformed', states: states.slice(0, mostStates) }
}

function holdsAnswer(parameters: URLSearchParams): boolean {
  return answerNames.some((name) => parameters.has(name))
}
