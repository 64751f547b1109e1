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
export async function endSession(parts: Parts, tabs: Tabs): Promise<void> {
  const { world, config, current } = parts
  const isReached = await forgetAndRevoke(parts, () => tabs.announce('signed-out'))
  if (isReached) return world.page.leaveFor(logoutUrl(config))
  // Leaving for a host that cannot be reached would end on the browser's own error page.
  current.state.set({ status: 'signed-out', after: 'sign-out', poolWasTold: false })
}

/** Another tab has signed out: this one forgets its own session and lets no token of it live on, known to nobody. */
export async function followSignOut(parts: Parts): Promise<void> {
  await forgetAndRevoke(parts, () => {})
}

/** @returns false if there was something to revoke and Cognito cannot be reached */
async function forgetAndRevoke({ world, config, current }: Parts, onForgotten: () => void): Promise<boolean> {
  const refreshToken = current.user?.refresh_token
  await current.forget()
  onForgotten()
  return refreshToken === undefined || revokeRefreshToken(world, config, refreshToken)
}
