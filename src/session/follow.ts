import { adopt } from './adopt.ts'
import { endSession, forget } from './leave.ts'
import { newestSession } from './newest.ts'
import type { Parts } from './parts.ts'
import { isNewer, type SessionUser } from './session-user.ts'
import type { SessionState } from './state.ts'
import type { News } from './tabs.ts'
import { revokeRefreshToken } from './token-endpoint.ts'

/**
 * Gives a function that looks at what the session of this browser is now, and follows: a sign-in, a renewal, a
 * sign-out or an end in another tab. Private text that has no place here any more is gone before it first waits.
 * Calls made while it looks make it look once more, and no more than once.
 *
 * @returns a function that takes the name of the tab to ask, or asks all
 */
export function createFollower(parts: () => Parts): (from?: string) => Promise<void> {
  let underWay: Promise<void> | null = null
  let isWantedAgain = false
  const follow = (from?: string): Promise<void> => {
    const { current, marker } = parts()
    if (current.user !== null && !marker.allows(current.user)) current.hide()
    isWantedAgain = underWay !== null
    underWay ??= followOnce(parts(), from)
      .finally(() => {
        underWay = null
      })
      .then(() => (isWantedAgain ? follow() : undefined))
    return underWay
  }
  return follow
}

/** Follows what other tabs change, looks when the page may have missed it, and tells them who has signed in here. */
export function watchOthers({ world, current, tabs, follow }: Parts): void {
  let before = current.state.get().status
  current.state.subscribe(() => {
    const { status } = current.state.get()
    if (status === 'signed-in' && before === 'restoring') tabs.announce('look', current.user)
    before = status
  })
  world.storage.onChange(() => void follow())
  world.attention.onWake(() => {
    tabs.expectNews()
    void follow()
  })
}

/** A tab says that something has changed. Only where there is no other evidence is it taken at its word. */
export function hear(parts: Parts, news: News, from: string): void {
  const { current, marker, follow } = parts
  const held = current.user
  const hasEvidence = held?.session.isMarked === true && marker.read().is !== 'unknown'
  if (news === 'signed-out' && held !== null && !hasEvidence) forget(parts, held, 'sign-out')
  else void follow(from)
}

async function followOnce(parts: Parts, from?: string): Promise<void> {
  const { current, marker, tabs } = parts
  const held = current.user
  if (held === null) return join(parts, from)
  const mark = marker.read()
  if (marker.allows(held)) {
    if (marker.reclaim(held)) tabs.announce('look', held)
    const newest = await newestSession(parts, from)
    if (newest !== null && current.user === held && isNewer(newest, held)) await adopt(parts, newest)
    return
  }
  if (mark.is === 'nobody') return forget(parts, held, 'sign-out')
  if (mark.is === 'ended' && mark.id === held.session.id) return endSession(parts, held, { kind: 'session-expired' })
  return makeWay(parts, held, from)
}

/** Nobody is signed in here: whoever is in another tab is here, too. */
async function join(parts: Parts, from?: string): Promise<void> {
  const { current } = parts
  if (!canJoin(current.state.get())) return
  const newest = await newestSession(parts, from)
  if (newest !== null && current.user === null && canJoin(current.state.get())) await adopt(parts, newest)
}

/** Not while this tab finds out for itself, and not where there is something that somebody should read first. */
function canJoin(state: SessionState): boolean {
  if (state.status === 'signed-out') return state.after !== 'other-person'
  return state.status === 'failed' && state.problem.kind === 'session-expired'
}

/** Another sign-in has taken the place of this one. The same person goes on with it; nobody goes on as another. */
async function makeWay(parts: Parts, held: SessionUser, from?: string): Promise<void> {
  const { world, config, current } = parts
  const other = await newestSession(parts, from)
  if (current.user !== held) return
  if (other?.profile.sub === held.profile.sub) await adopt(parts, other)
  else forget(parts, held, 'other-person')
  // No tab goes on with it, so it should not stay alive, known to nobody.
  if (held.refresh_token !== undefined) await revokeRefreshToken(world, config, held.refresh_token)
}
