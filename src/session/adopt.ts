import type { Parts } from './parts.ts'
import type { SessionUser } from './session-user.ts'

/** Takes over what another tab has: newer tokens of the session that this one has too, or the session itself. */
export async function adopt(
  { config, current, users, drafts }: Pick<Parts, 'config' | 'current' | 'users' | 'drafts'>,
  user: SessionUser,
): Promise<SessionUser> {
  current.hold(user, current.user?.session.id === user.session.id ? 'another-tab' : null)
  drafts.keepOnly(user.profile.sub)
  // A storage that all tabs have in common may hold something newer by now.
  if (config.storage === 'tab') users.keep(user)
  return user
}
