import type { OidcMetadata } from 'oidc-client-ts'
import type { PoolIssuer } from '../tokens/pool-issuer.ts'

/** The user pool and its app client. All URLs are absolute and without a trailing slash. */
export interface CognitoConfig extends PoolIssuer {
  readonly clientId: string
  /** The user pool's domain, e.g. `https://toyseven.auth.ap-northeast-2.amazoncognito.com`. */
  readonly domain: string
  readonly redirectUri: string
  readonly logoutUri: string
  /** Separated by spaces; holds `openid`. */
  readonly scopes: string
}

/**
 * Cognito's endpoints, so that nothing is fetched to find them.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function cognitoMetadata({ issuer, domain }: Pick<CognitoConfig, 'issuer' | 'domain'>) {
  return {
    issuer,
    authorization_endpoint: `${domain}/oauth2/authorize`,
    token_endpoint: `${domain}/oauth2/token`,
    revocation_endpoint: `${domain}/oauth2/revoke`,
    userinfo_endpoint: `${domain}/oauth2/userInfo`,
    end_session_endpoint: `${domain}/logout`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
  } satisfies Partial<OidcMetadata>
}
