import { endsSession } from './access.ts'
import { adopt } from './adopt.ts'
import { endSession } from './leave.ts'
import { newestSession, ownSession } from './newest.ts'
import type { Parts } from './parts.ts'
import { isPassing, type Problem } from './problem.ts'
import { safeReturnTo } from './return-to.ts'
import type { SessionUser } from './session-user.ts'
import { isAlive } from './token-life.ts'

/**
 * Goes back to whoever is signed in in this browser: here before a reload, or in another tab. An access token that has
 * run out is renewed before anybody looks.
 *
 * @param arrival where to go then, if not to where the page is
 */
export async function restore(parts: Parts, arrival: string | null): Promise<void> {
  const { world, users, current, marker, drafts } = parts
  current.state.set({ status: 'restoring', from: 'storage', arrival })
  const stored = users.load()
  if (stored !== null && !marker.allows(stored)) {
    // It ended, or made way for another, while this tab was put away.
    drafts.keepOnly(null)
    users.drop(stored)
  }
  const own = ownSession(parts)
  if (own === null) return restoreFromOthers(parts)
  if (isAlive(own, world.clock)) return current.hold(own, null)
  const renewed = await parts.renewal.renew(own)
  if (!renewed.ok) await judgeRestored(parts, own, renewed.problem)
}

/** A passing failure keeps the session; it may be on show already, waiting. */
async function judgeRestored(parts: Parts, own: SessionUser, problem: Problem): Promise<void> {
  const { current, marker, world } = parts
  const now = current.state.get()
  if (now.status !== 'restoring' && current.user !== own) return
  // Another tab has signed out meanwhile, or somebody else has signed in.
  if (!marker.allows(own)) await restore(parts, null)
  else if (endsSession(problem)) endSession(parts, own, problem)
  else if (isPassing(problem)) current.showDelay(own)
  else current.fail(problem, safeReturnTo(world.page.currentPath(), world.page.origin))
}

async function restoreFromOthers(parts: Parts): Promise<void> {
  const { current, marker } = parts
  const { is } = marker.read()
  const newest = is === 'live' || is === 'unknown' ? await newestSession(parts) : null
  if (newest === null) return current.nobody()
  await adopt(parts, newest)
}
