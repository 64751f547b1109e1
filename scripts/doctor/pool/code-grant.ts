import { failure, ok, skipped, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import { askAuthorize } from './authorize.ts'
import { askToken } from './token.ts'

/** The app client may use the authorization code grant. */
export const codeGrant: Check = {
  name: 'code-grant',
  async run(target) {
    const outcome = await askAuthorize(target)
    if (outcome.kind === 'no-answer') return outcome
    const token = await askToken(target)
    if (token.kind === 'no-answer') return token
    const isRefused = outcome.kind === 'returned' && outcome.error === 'unauthorized_client'
    if (isRefused || token.json['error'] === 'unauthorized_client') {
      return failure(
        'unauthorized_client: the app client does not allow the authorization code grant.',
        `Turn on Authorization code grant under OAuth grant types (${consolePlaces.loginPages}).`,
      )
    }
    if (outcome.kind === 'sign-in' || outcome.kind === 'returned') return ok('The authorization code grant is on.')
    return skipped('The pool accepts neither client nor callback URL yet, so the grant is not known.')
  },
}
