import { safeReturnTo } from '../oidc/return-to.ts'
import { endsSession, isTransient, type Problem } from '../problem.ts'
import type { SessionContext } from '../store/session-context.ts'
import { isAlive } from '../store/token-life.ts'
import type { UserRecord } from '../store/user-record.ts'
import { latestSession } from '../tabs/latest-session.ts'
import type { TabChannel } from '../tabs/tab-channel.ts'
import type { Refresh } from './refresh.ts'

export interface RestoreDependencies extends SessionContext {
  readonly channel: TabChannel
  readonly refresh: Refresh
}

/**
 * Restores the browser's session: this tab's own from before a reload, or another tab's. This tab's own is shown before
 * the first await, unless its access token has expired: then it is refreshed first.
 *
 * @param arrival where to go then; null to stay
 */
export async function restore(deps: RestoreDependencies, arrival: string | null): Promise<void> {
  const { platform, store, refresh } = deps
  store.showRestoring('storage', arrival)
  store.discardStale()
  const own = store.newestOwn()
  if (own === null) return adoptFromTab(deps)
  if (isAlive(own, platform.clock)) return store.replace(own, 'storage')
  const refreshed = await refresh.run(own)
  if (!refreshed.ok) await classifyFailure(deps, own, refreshed.problem)
}

/** A transient failure keeps the session, which the page may already show as waiting. */
async function classifyFailure(deps: RestoreDependencies, own: UserRecord, problem: Problem): Promise<void> {
  const { config, platform, store } = deps
  const { page } = platform
  if (store.state.status !== 'restoring' && store.user !== own) return
  // Another tab has signed out meanwhile, or another user has signed in.
  if (!store.marker.allows(own)) await restore(deps, null)
  else if (endsSession(problem)) store.end(own, problem, 'this-tab')
  else if (isTransient(problem)) store.showDelay(own)
  else store.fail(problem, safeReturnTo(page.currentPath(), page.home, config.redirectUri))
}

async function adoptFromTab(deps: RestoreDependencies): Promise<void> {
  const { store } = deps
  const { kind } = store.marker.read()
  const latest = kind === 'active' || kind === 'unknown' ? await latestSession(deps) : null
  // A click may have failed while the other tabs were asked; its problem stays on the page.
  if (store.state.status !== 'restoring') return
  if (latest === null) return store.showSignedOut('nothing')
  store.replace(latest, 'tab')
}
