import type { NoAnswer } from '../ask.ts'
import { failure, ok, skipped, type Check, type Finding } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import type { Target } from '../target.ts'
import { askAuthorize } from './authorize.ts'

/** A check for each provider that the app has a button for. */
export function providerChecks(providers: readonly string[]): readonly Check[] {
  return providers.map((name) => ({ name: `provider:${name}`, run: (target) => checkProvider(target, name) }))
}

/**
 * With `identity_provider`, Cognito redirects straight to that provider. For a name that it does not know, it was seen to
 * show its sign-in page with "Login option is not available"; that a provider that is not enabled does the same is
 * INFERRED.
 */
async function checkProvider(target: Target, name: string): Promise<Finding | NoAnswer> {
  const usual = await askAuthorize(target)
  if (usual.kind === 'no-answer') return usual
  if (usual.kind !== 'sign-in') return skipped('The pool refuses each sign-in for another reason first.')
  const outcome = await askAuthorize(target, { identity_provider: name })
  if (outcome.kind === 'no-answer') return outcome
  // COGNITO is the pool itself: its own sign-in page is the right place.
  if (outcome.kind === 'sign-in' && (name === 'COGNITO' || !outcome.isOwnPage)) {
    return ok(`The provider ${name} is enabled: the sign-in goes to ${outcome.location.host}.`)
  }
  return failure(
    `Login option is not available: the app client has no provider with the name ${name}.`,
    `Turn it on under Identity providers, or write it in VITE_COGNITO_PROVIDERS exactly as there (${consolePlaces.loginPages}).`,
  )
}
