import { cognitoMetadata } from '../../../src/auth/oidc/cognito-config.ts'
import type { Answer, NoAnswer } from '../ask.ts'
import type { Target } from '../target.ts'

/** A code and a verifier that no pool has issued. */
const madeUp = { code: '00000000-0000-4000-8000-000000000000', code_verifier: 'doctor'.repeat(8) }

/**
 * Sends a made-up code, as a page of the app would. A public client is refused with `invalid_grant`. A client that has a
 * secret, or that does not exist, is refused before, with `invalid_client`.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function askToken({ ask, config: { session } }: Target): Promise<Answer | NoAnswer> {
  const form = {
    grant_type: 'authorization_code',
    client_id: session.clientId,
    redirect_uri: session.redirectUri,
    ...madeUp,
  }
  const { origin } = new URL(session.redirectUri)
  return ask(cognitoMetadata(session).token_endpoint, { form, headers: { origin } })
}
