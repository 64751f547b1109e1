import { failure, ok, type Check } from '../check-result.ts'
import { askToken } from './token.ts'

/** A page of the app may read the token endpoint's answer. Cognito allows every origin; no setting changes that. */
export const cors: Check = {
  name: 'cors',
  async run(target) {
    const answer = await askToken(target)
    if (answer.kind === 'no-answer') return answer
    const { origin } = new URL(target.config.session.redirectUri)
    const allowed = answer.headers.get('access-control-allow-origin')
    if (allowed === '*' || allowed === origin) return ok(`Pages of ${origin} may call the token endpoint.`)
    return failure(
      `Pages of ${origin} may not read the token endpoint’s answer: Access-Control-Allow-Origin is ${allowed ?? 'missing'}.`,
      'Let what stands in front of VITE_COGNITO_DOMAIN (a proxy or a CDN) pass Cognito’s headers on: Cognito has no setting for it.',
    )
  },
}
