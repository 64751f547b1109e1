import { logoutUrl } from './cognito.ts'
import type { Parts } from './parts.ts'
import type { Tabs } from './tabs.ts'
import { revokeRefreshToken } from './token-endpoint.ts'

/**
 * Ends the session: what is here first, then the other tabs, then the refresh token (at most 2 s), then the session of
 * the pool's own pages. Whatever fails on the way, the person is signed out here.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html
 */
export async function endSession({ world, config, current }: Parts, tabs: Tabs): Promise<void> {
  const refreshToken = current.user?.refresh_token
  await current.forget()
  tabs.announce('signed-out')
  const isReached = refreshToken === undefined || (await revokeRefreshToken(world, config, refreshToken))
  if (isReached) return world.page.leaveFor(logoutUrl(config))
  // Leaving for a host that cannot be reached would end on the browser's own error page.
  current.state.set({ status: 'signed-out', after: 'sign-out', poolWasTold: false })
}
