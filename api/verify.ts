import { JwtRsaVerifier } from 'aws-jwt-verify'
import { FetchError, WaitPeriodNotYetEndedJwkError } from 'aws-jwt-verify/error'
import { SimpleJwksCache } from 'aws-jwt-verify/jwk'

export interface TokenRules {
  /** The pool's issuer, or both forms of it, each without a slash at the end. */
  readonly issuers: readonly string[]
  /** The app clients whose tokens are accepted. A Cognito access token has no `aud`; it has `client_id`. */
  readonly clientIds: readonly string[]
  /** Checked if set: a token that was requested with `resource` has it as `aud`. */
  readonly audience: string | null
}

/** What a checked access token says. */
export interface AccessToken {
  readonly subject: string
  readonly scopes: readonly string[]
  readonly groups: readonly string[]
  /** When the user signed in, in seconds since 1970; 0 if the token does not say it. */
  readonly authTime: number
}

export type Verification =
  | { readonly kind: 'valid'; readonly token: AccessToken }
  | { readonly kind: 'invalid' }
  /** The pool's keys cannot be had, so nobody can say whether the token is valid. */
  | { readonly kind: 'keys-unavailable' }

/**
 * Checks access tokens: issuer, signature (RS256), `exp`, `nbf`, `token_use`, `client_id`, and the audience if one is set.
 * It does not ask Cognito whether the token was revoked: a revoked token is accepted until it expires.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function createVerifier({ issuers, clientIds, audience }: TokenRules) {
  const rules = issuers.map((issuer) => ({ issuer, audience, jwksUri: `${issuer}/.well-known/jwks.json` }))
  // Its own fetcher takes https only, and the local pool has http.
  const jwksCache = new SimpleJwksCache({ fetcher: { fetch: fetchBytes } })
  const verifier = JwtRsaVerifier.create(rules, { jwksCache })
  return async (token: string): Promise<Verification> => {
    try {
      const claims = await verifier.verify(token)
      const isAccess = claims['token_use'] === 'access' && clientIds.includes(textOf(claims['client_id']))
      return isAccess ? { kind: 'valid', token: readClaims(claims) } : { kind: 'invalid' }
    } catch (error) {
      const isUnreached = error instanceof FetchError || error instanceof WaitPeriodNotYetEndedJwkError
      return { kind: isUnreached ? 'keys-unavailable' : 'invalid' }
    }
  }
}

async function fetchBytes(uri: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(uri, { signal: AbortSignal.timeout(3_000) })
    if (response.ok) return await response.arrayBuffer()
    throw new Error(`status ${response.status}`)
  } catch (error) {
    throw new FetchError(uri, error)
  }
}

function readClaims(claims: Readonly<Record<string, unknown>>): AccessToken {
  const groups = claims['cognito:groups']
  return {
    subject: textOf(claims['sub']),
    scopes: textOf(claims['scope']).split(' '),
    groups: Array.isArray(groups) ? groups.map(textOf) : [],
    authTime: Number(claims['auth_time'] ?? 0),
  }
}

function textOf(claim: unknown): string {
  return typeof claim === 'string' ? claim : ''
}
