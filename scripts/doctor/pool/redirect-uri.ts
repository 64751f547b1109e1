import type { NoAnswer } from '../ask.ts'
import { failure, ok, skipped, statusOf, type Check, type Finding } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import type { Target } from '../target.ts'
import { askAuthorize, isScopeRefused } from './authorize.ts'
import { askToken } from './token.ts'

/** The redirect URI is registered at the app client, character for character. */
export const redirectUri: Check = { name: 'redirect-uri', run: checkRedirectUri }

async function checkRedirectUri(target: Target): Promise<Finding | NoAnswer> {
  const outcome = await askAuthorize(target)
  const uri = target.config.session.redirectUri
  if (outcome.kind === 'no-answer') return outcome
  if (outcome.kind === 'sign-in' || outcome.kind === 'returned') return ok(`The callback URL ${uri} is registered.`)
  if (outcome.kind === 'unexpected') {
    return failure(
      `The authorize endpoint does not answer as a user pool’s does (${statusOf(outcome.answer)}).`,
      `Set VITE_COGNITO_DOMAIN to the pool’s domain (${consolePlaces.domain}).`,
    )
  }
  if (isScopeRefused(outcome)) return skipped('The pool refuses the scopes before it looks at the callback URL.')
  // An unknown client ends on the same page (INFERRED), so only a known one tells that it is the URL.
  if (await isClientRefused(target)) return skipped('The pool does not accept the app client, so the URL is not known.')
  return failure(
    `${outcome.error}: the callback URL ${uri} is not registered at the app client.`,
    `Add exactly this URL to Allowed callback URLs, or correct VITE_COGNITO_REDIRECT_URI (${consolePlaces.loginPages}).`,
  )
}

async function isClientRefused(target: Target): Promise<boolean> {
  const answer = await askToken(target)
  return answer.kind === 'answer' && answer.json['error'] === 'invalid_client'
}
