import type { PoolConfig } from '../../config/pool-config.ts'
import { publicKey } from '../../oauth/keys.ts'
import type { Signing } from '../../oauth/signing.ts'
import type { PoolApp, PoolContext } from '../context.ts'

type DiscoveryDeps = {
  readonly config: Pick<PoolConfig, 'origin' | 'issuerOrigin' | 'poolId'>
  readonly issuer: string
  readonly signing: Pick<Signing, 'current'>
  /** Responds with the error page of the hosted UI. */
  readonly answerErrorPage: (c: PoolContext, status: 400, text: string) => Promise<Response>
}

/**
 * Discovery and key set, under the issuer's path. Members that Cognito leaves out are missing here too: no
 * `code_challenge_methods_supported`, no `none`, no `grant_types_supported`.
 *
 * Cognito's issuer is on another host than its pages. Here both are on one host unless `issuerPort` is
 * configured. Then the host of the pages does not serve the two documents, and the host of the issuer serves only them.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html
 */
export function addDiscovery(app: PoolApp, pool: DiscoveryDeps): void {
  const { origin, issuerOrigin, poolId } = pool.config
  if (issuerOrigin !== origin) {
    app.use(async (c, next) => {
      const isForIssuer = c.req.path.startsWith(`/${poolId}/`)
      const isAtIssuer = new URL(c.req.url).origin === issuerOrigin
      if (isForIssuer === isAtIssuer) return next()
      return isAtIssuer ? c.notFound() : answerWrongAddress(c, pool)
    })
  }
  const path = `/${poolId}/.well-known`
  app.get(`${path}/openid-configuration`, (c) => c.json(discoveryDocument(origin, pool.issuer)))
  app.get(`${path}/jwks.json`, (c) => {
    const { id, access } = pool.signing.current.keys
    return c.json({ keys: [publicKey(id), publicKey(access)] })
  })
  app.get('/.well-known/openid-configuration', (c) => answerWrongAddress(c, pool))
}

/** On the host of the pages, Cognito responds with status 400 and an error page. */
function answerWrongAddress(c: PoolContext, pool: DiscoveryDeps): Promise<Response> {
  c.set('reason', 'discovery is available under the issuer only')
  return pool.answerErrorPage(c, 400, 'invalid_request')
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
