import type { NoAnswer } from '../ask.ts'
import { failure, ok, statusOf, type Check, type Finding } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import type { Target } from '../target.ts'
import { askAuthorize } from './authorize.ts'
import { askLogout, isRedirectTo } from './sign-out-uri.ts'
import { askToken } from './token.ts'

const withoutSecret = `Create an app client without a secret, of a type other than Traditional web application and Machine-to-machine application, and set VITE_COGNITO_CLIENT_ID to its ID (${consolePlaces.appClients} › Create app client).`

/** The app client exists and has no secret. */
export const appClient: Check = { name: 'app-client', run: checkAppClient }

async function checkAppClient(target: Target): Promise<Finding | NoAnswer> {
  const answer = await askToken(target)
  if (answer.kind === 'no-answer') return answer
  const { error } = answer.json
  // Cognito authenticates the client first; whether it may use the code grant is a check of its own.
  if (error === 'invalid_grant' || error === 'unauthorized_client')
    return ok('The app client exists and has no secret.')
  if (error !== 'invalid_client') {
    return failure(
      `The token endpoint does not answer as a user pool’s does (${statusOf(answer)}).`,
      `Set VITE_COGNITO_DOMAIN to the pool’s domain (${consolePlaces.domain}).`,
    )
  }
  if (await isKnown(target)) {
    return failure('invalid_client: the app client has a secret, which a browser app cannot keep.', withoutSecret)
  }
  return failure(
    'invalid_client: the pool has no app client with this ID; or the client has a secret, and neither URL is registered.',
    `Set VITE_COGNITO_CLIENT_ID to the ID of a client of this pool without a secret (${consolePlaces.appClients}).`,
  )
}

/**
 * A client that the pool redirects for exists. What Cognito answers for an unknown one is UNCONFIRMED: only that it
 * redirects for a valid client and URL alone is documented.
 */
async function isKnown(target: Target): Promise<boolean> {
  const { kind } = await askAuthorize(target)
  return kind === 'sign-in' || kind === 'returned' || isRedirectTo(await askLogout(target), target.config)
}
