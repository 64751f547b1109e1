import { failure, ok, skipped, type Check } from '../check-result.ts'
import { consolePlaces } from '../console-places.ts'
import type { Target } from '../target.ts'
import { askAuthorize, isScopeRefused } from './authorize.ts'

/**
 * The app client allows each scope. CONFLICT: one page of AWS says that a scope that is not enabled is ignored. A pool
 * that does so cannot be told from one that grants it, unless a user signs in.
 */
export const scopes: Check = {
  name: 'scopes',
  async run(target) {
    const outcome = await askAuthorize(target)
    if (outcome.kind === 'no-answer') return outcome
    if (outcome.kind === 'sign-in') return ok(`The pool accepts the scopes ${target.config.session.scopes}.`)
    if (!isScopeRefused(outcome)) return skipped('The pool refuses the request for another reason first.')
    return failure(
      `invalid_scope: the app client does not allow ${await refusedScopes(target)}.`,
      `Turn it on under OpenID Connect scopes, or take it out of VITE_COGNITO_SCOPES (${consolePlaces.loginPages}).`,
    )
  },
}

async function refusedScopes(target: Target): Promise<string> {
  const names = target.config.session.scopes.split(/\s+/)
  const outcomes = await Promise.all(names.map((name) => askAuthorize(target, { scope: withOpenid(name) })))
  const refused = names.filter((_name, index) => {
    const outcome = outcomes[index]
    return outcome !== undefined && isScopeRefused(outcome)
  })
  // If openid itself is refused, so is each scope that needs it.
  if (refused.includes('openid')) return 'openid'
  return refused.length === 0 ? `this set: ${names.join(' ')}` : refused.join(', ')
}

function withOpenid(name: string): string {
  return name === 'openid' ? name : `openid ${name}`
}
