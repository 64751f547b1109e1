import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import type { Connect, Plugin } from 'vite'
import type { AppConfig } from '../src/config/app-config.ts'

/** Where the stand-in for an API answers, beside the app. */
export const localApiPath = '/api'

/**
 * A stand-in for the API that takes the access token, for development and for the browser tests. It checks the token as
 * a real one should: signature, issuer, life, kind and app client.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function localApi({ session: { issuer, clientId }, apiUrl }: AppConfig): Plugin {
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`))
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const claims = await whoCalls(request)
    if (claims === null) return send(response, 401, { error: 'invalid_token' })
    if (request.url !== '/me') return send(response, 404, { error: 'not_found' })
    send(response, 200, { sub: claims.sub, username: claims['username'], scope: claims['scope'] })
  }
  async function whoCalls({ headers }: IncomingMessage) {
    const [, token = ''] = /^Bearer (\S+)$/.exec(headers.authorization ?? '') ?? []
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ['RS256'] })
      return payload['token_use'] === 'access' && payload['client_id'] === clientId ? payload : null
    } catch {
      // Any error means that the token is not valid.
      return null
    }
  }
  const isWanted = apiUrl !== null && new URL(apiUrl, 'http://localhost').pathname === localApiPath
  const use = ({ middlewares }: { middlewares: Connect.Server }) => {
    if (isWanted) middlewares.use(localApiPath, (request, response) => void answer(request, response))
  }
  return { name: 'local-api', configureServer: use, configurePreviewServer: use }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
  response.end(JSON.stringify(body))
}
