import type { TotpDevices } from '../../users/totp-devices.ts'
import type { PoolUser } from '../../users/user.ts'
import type { Users } from '../../users/users.ts'
import { epochSeconds } from '../protocol/dates.ts'
import { attributesOf } from '../protocol/user-attributes.ts'

export type UserViewDeps = {
  readonly users: Pick<Users, 'datesOf'>
  readonly totpDevices: Pick<TotpDevices, 'find'>
}

/** A user as `AdminCreateUser` and `ListUsers` show it. `AdminGetUser` calls the attributes `UserAttributes`. */
export function userView(pool: Pick<UserViewDeps, 'users'>, user: PoolUser) {
  return { ...stateOf(pool, user), Attributes: attributesOf(user) }
}

/** A user as `AdminGetUser` shows it. */
export function userDetails(pool: UserViewDeps, user: PoolUser) {
  return { ...stateOf(pool, user), UserAttributes: attributesOf(user), ...mfaSettings(pool, user) }
}

/** The second factors of a user. Both members are missing if sign-in asks for none. */
export function mfaSettings({ totpDevices }: Pick<UserViewDeps, 'totpDevices'>, { sub }: PoolUser) {
  const device = totpDevices.find(sub)
  if (device?.isEnabled !== true) return {}
  return {
    UserMFASettingList: ['SOFTWARE_TOKEN_MFA'],
    ...(device.isPreferred ? { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA' } : {}),
  }
}

function stateOf({ users }: Pick<UserViewDeps, 'users'>, user: PoolUser) {
  const { createdAtMs, modifiedAtMs } = users.datesOf(user)
  return {
    Username: user.username,
    UserCreateDate: epochSeconds(createdAtMs),
    UserLastModifiedDate: epochSeconds(modifiedAtMs),
    Enabled: user.isEnabled,
    UserStatus: user.status,
  }
}
