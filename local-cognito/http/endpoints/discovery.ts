import { publicKey } from '../../oauth/keys.ts'
import type { PoolApp, PoolContext, PoolParts } from '../../parts.ts'
import { answerError } from '../../hosted-ui/error/error.ts'

/**
 * Discovery and key set, under the issuer's path. Members that Cognito leaves out are missing here too: no
 * `code_challenge_methods_supported`, no `none`, no `grant_types_supported`.
 *
 * Cognito's issuer is on another host than its pages. Here it is on the same one unless `issuerPort` is configured;
 * then the host of the pages does not serve these, nor that of the issuer anything else.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function addDiscovery(app: PoolApp, pool: PoolParts): void {
  const { origin, issuerOrigin, poolId } = pool.config
  if (issuerOrigin !== origin) {
    app.use(async (c, next) => {
      const isForIssuer = c.req.path.startsWith(`/${poolId}/`)
      const isAtIssuer = new URL(c.req.url).origin === issuerOrigin
      if (isForIssuer === isAtIssuer) return next()
      return isAtIssuer ? c.notFound() : answerElsewhere(c, pool)
    })
  }
  const path = `/${poolId}/.well-known`
  app.get(`${path}/openid-configuration`, (c) => c.json(discoveryDocument(origin, pool.issuer)))
  app.get(`${path}/jwks.json`, (c) => {
    const { id, access } = pool.signing.current.keys
    return c.json({ keys: [publicKey(id), publicKey(access)] })
  })
  app.get('/.well-known/openid-configuration', (c) => answerElsewhere(c, pool))
}

/** The host of the pages does not serve it: 400 and a page. */
function answerElsewhere(c: PoolContext, pool: PoolParts): Promise<Response> {
  c.set('reason', 'discovery is under the issuer, nowhere else')
  return answerError(c, pool, 400, 'invalid_request')
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
