import { readAuthorizationResponse } from '../auth/oidc/authorization-response.ts'
import { startIdleTimer } from '../auth/session/idle-timer.ts'
import type { Session } from '../auth/session/session.ts'
import { Activity } from '../auth/session/activity.ts'
import type { SessionConfig } from '../auth/store/session-config.ts'
import { onActivity } from '../browser/on-activity.ts'
import type { Platform } from '../browser/platform.ts'
import { trySetItem } from '../browser/try-set-item.ts'
import type { Handoff } from './handoff.ts'
import { idlePlaceKey } from './idle-place.ts'

/**
 * Starts the session of an app that signs idle users out. A user who was idle for too long while the page was closed is
 * signed out before anything is shown. Afterwards the page is where they were, and asks them to sign in.
 */
export async function startWithIdle(
  session: Session,
  platform: Platform,
  { clientId, idleSignOutMs, redirectUri }: Pick<SessionConfig, 'clientId' | 'idleSignOutMs' | 'redirectUri'>,
  url: URL,
  begun: Handoff['begun'],
  listen = onActivity,
): Promise<void> {
  const signOut = () => {
    trySetItem(platform.storage.tab, idlePlaceKey, platform.page.currentPath())
    return session.signOut()
  }
  const activity = new Activity(clientId, idleSignOutMs ?? Infinity, platform)
  const hasSession = session.idle.follow(activity)
  const isCallback = (begun?.signIn.callback ?? readAuthorizationResponse(url, redirectUri)) !== null
  // With a callback the user comes from a sign-in, and the address may still have its code.
  if (hasSession && !isCallback && activity.isIdle()) return signOut()
  const wasIdle = takeIdlePlace(platform)
  await session.start(url)
  const state = session.state()
  if (wasIdle && state.status === 'signed-out' && state.after === 'nothing') session.idle.showSignedOut()
  startIdleTimer({ ...session, signOut }, platform, activity, listen)
}

/** Puts the page back there, without loading anything. Returns false if there is no such place. */
function takeIdlePlace({ page, storage }: Pick<Platform, 'page' | 'storage'>): boolean {
  const place = storage.tab?.getItem(idlePlaceKey) ?? null
  storage.tab?.removeItem(idlePlaceKey)
  if (place === null) return false
  const { pathname, search, hash } = new URL(page.home + place)
  page.replacePath(pathname + search + hash)
  return true
}
