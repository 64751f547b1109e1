import { publicKey } from '../oauth/keys.ts'
import type { PoolApp, PoolParts } from '../parts.ts'
import { answerError } from './error.ts'

/**
 * Discovery and key set, under the issuer's path. Members that Cognito leaves out are missing here too: no
 * `code_challenge_methods_supported`, no `none`, no `grant_types_supported`.
 *
 * Cognito's issuer is on another host than its pages; this stand-in has one host for both.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function addDiscovery(app: PoolApp, pool: PoolParts): void {
  const path = `/${pool.config.poolId}/.well-known`
  app.get(`${path}/openid-configuration`, (c) => c.json(discoveryDocument(pool.config.origin, pool.issuer)))
  app.get(`${path}/jwks.json`, (c) => c.json({ keys: [publicKey(pool.keys.id), publicKey(pool.keys.access)] }))
  // The host of the pages does not serve it: 400 and a page.
  app.get('/.well-known/openid-configuration', (c) => {
    c.set('reason', 'discovery is under the issuer, not at the root')
    return answerError(c, pool, 400, 'invalid_request')
  })
}

function discoveryDocument(origin: string, issuer: string): Record<string, unknown> {
  return {
    authorization_endpoint: `${origin}/oauth2/authorize`,
    end_session_endpoint: `${origin}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${origin}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${origin}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${origin}/oauth2/userInfo`,
  }
}
