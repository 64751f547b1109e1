import type { PoolApp, PoolParts } from '../parts.ts'

/**
 * Lets pages of any origin call the token endpoint, revocation, userInfo, discovery and the key set, and nothing else.
 * The header is on errors too (INFERRED; without it a browser app could not read the error). What a preflight gets is
 * UNCONFIRMED but for its working: userInfo needs `Authorization`, and Amplify sends `X-Amz-User-Agent`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-managed-login.html
 */
export function addCors(app: PoolApp, pool: PoolParts): void {
  const wellKnown = `/${pool.config.poolId}/.well-known`
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
