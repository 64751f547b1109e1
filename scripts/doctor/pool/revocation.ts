import { cognitoMetadata } from '../../../src/auth/oidc/cognito-config.ts'
import { failure, ok, skipped, statusOf, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'

/**
 * A sign-out can revoke the refresh token. An invalid token is answered with 200; with 400 `invalid_request` if the
 * client has revocation turned off.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/revocation-endpoint.html
 */
export const revocation: Check = {
  name: 'revocation',
  async run({ ask, config: { session } }) {
    const form = { client_id: session.clientId, token: 'doctor' }
    const answer = await ask(cognitoMetadata(session).revocation_endpoint, { form })
    if (answer.kind === 'no-answer') return answer
    if (answer.status === 200) return ok('A sign-out can revoke the refresh token.')
    const { error } = answer.json
    if (error === 'invalid_client') return skipped('The pool does not accept the app client.')
    if (error !== 'invalid_request') {
      return failure(
        `The revocation endpoint does not answer as a user pool’s does (${statusOf(answer)}).`,
        `Set VITE_COGNITO_DOMAIN to the pool’s domain (${consolePlaces.domain}).`,
      )
    }
    return failure(
      'The app client has token revocation turned off: after a sign-out its refresh token still works.',
      `Turn on token revocation (EnableTokenRevocation) at the client (${consolePlaces.appClients} › the client › Edit).`,
    )
  },
}
