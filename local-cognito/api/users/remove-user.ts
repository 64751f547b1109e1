import type { RefreshTokens } from '../../oauth/refresh-tokens.ts'
import type { Sessions } from '../../oauth/sessions.ts'
import type { TotpDevices } from '../../users/totp-devices.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'

export type RemoveUserDeps = {
  readonly users: Pick<Users, 'remove'>
  readonly refreshTokens: Pick<RefreshTokens, 'revokeAll'>
  readonly sessions: Pick<Sessions, 'endAll'>
  readonly totpDevices: Pick<TotpDevices, 'remove'>
}

/** Removes a user with all tokens, browser sessions and the authenticator app. */
export function removeUser(pool: RemoveUserDeps, user: PoolUser): void {
  pool.refreshTokens.revokeAll(user.sub)
  pool.sessions.endAll(user.sub)
  pool.totpDevices.remove(user.sub)
  pool.users.remove(user)
}
