import type { PoolConfig } from '../config/pool-config.ts'
import type { PoolApp } from './context.ts'

/**
 * Lets pages of any origin call the token endpoint, revocation, userInfo, discovery and the key set, and nothing else.
 * Errors have the header too (INFERRED; without it a browser app could not read the error). The headers of a preflight
 * are UNCONFIRMED: userInfo needs `Authorization`, and Amplify sends `X-Amz-User-Agent`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
export function addCors(app: PoolApp, { config }: { readonly config: Pick<PoolConfig, 'poolId'> }): void {
  const wellKnown = `/${config.poolId}/.well-known`
  const open = {
    '/oauth2/token': 'POST',
    '/oauth2/revoke': 'POST',
    '/oauth2/userInfo': 'GET',
    [`${wellKnown}/openid-configuration`]: 'GET',
    [`${wellKnown}/jwks.json`]: 'GET',
  }
  for (const [path, method] of Object.entries(open)) {
    app.use(path, async (c, next) => {
      c.header('Access-Control-Allow-Origin', '*')
      await next()
    })
    app.options(path, (c) =>
      c.body(null, 204, {
        'Access-Control-Allow-Methods': `${method}, OPTIONS`,
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Amz-User-Agent',
        'Access-Control-Max-Age': '600',
      }),
    )
  }
}
