import { logoutUrl } from './cognito.ts'
import { forget } from './leave.ts'
import type { Parts } from './parts.ts'
import { pause } from './retry.ts'
import { revokeRefreshToken } from './token-endpoint.ts'

/** As long as the revocation may take. */
const longestWaitMs = 2_000

/**
 * Ends the session: what is here first, then the other tabs, then the refresh token (at most 2 s), then the session of
 * the pool's own pages. Whatever fails on the way, the person is signed out here. A renewal that is under way is waited
 * for as long, since it revokes what it gets.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export async function signOut(parts: Parts): Promise<void> {
  const { world, config, current, marker, redirects, tabs, renewal } = parts
  const user = current.user
  forget(parts, user, 'sign-out')
  marker.clear()
  redirects.forget()
  tabs.announce('signed-out', null)
  const isReached = user?.refresh_token === undefined || revokeRefreshToken(world, config, user.refresh_token)
  const late = Promise.race([renewal.rest(), pause(world.clock, longestWaitMs)])
  const [wasReached] = await Promise.all([isReached, late])
  if (wasReached) return world.page.leaveFor(logoutUrl(config))
  // Leaving for a host that cannot be reached would end on the browser's own error page.
  current.nobody('sign-out', false)
}
