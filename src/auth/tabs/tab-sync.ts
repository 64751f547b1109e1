import type { SessionContext } from '../store/session-context.ts'
import type { SessionChange } from '../store/session-store.ts'
import type { SessionState } from '../store/session-state.ts'
import { isNewer, type UserRecord } from '../store/user-record.ts'
import { revokeRefreshToken } from '../tokens/token-request.ts'
import { latestSession } from './latest-session.ts'
import type { TabChannel, TabMessage } from './tab-channel.ts'

interface TabSyncDependencies extends SessionContext {
  readonly channel: TabChannel
}

/** Keeps this tab's session equal to the browser's: tells the other tabs what changes here, and follows their changes. */
export class TabSync {
  readonly #deps: TabSyncDependencies
  #running: Promise<void> | null = null
  #isRequestedAgain = false

  constructor(deps: TabSyncDependencies) {
    const { platform, store, channel } = deps
    this.#deps = deps
    store.onChange((change) => announceChange(channel, change))
    channel.listen((message, from) => this.#onTabMessage(message, from))
    platform.storage.onChange(() => void this.sync())
    platform.attention.onWake(() => {
      channel.expectMissedMessages()
      void this.sync()
    })
  }

  /**
   * Finds the browser's current session and adopts it: a sign-in, a refresh, a sign-out or an end in another tab.
   * Private text that is no longer valid here is hidden before the first await. A call during a run starts one more run.
   *
   * @param from asks one other tab only
   */
  sync(from?: string): Promise<void> {
    const { store } = this.#deps
    if (store.user !== null && !store.marker.allows(store.user)) store.showRestoring('storage', null)
    this.#isRequestedAgain = this.#running !== null
    this.#running ??= this.#syncOnce(from)
      .finally(() => {
        this.#running = null
      })
      .then(() => (this.#isRequestedAgain ? this.sync() : undefined))
    return this.#running
  }

  /** A sign-out message is believed only where the marker cannot confirm it. */
  #onTabMessage(message: TabMessage, from: string): void {
    const { store } = this.#deps
    const { user } = store
    const hasMarker = user?.session.isMarked === true && store.marker.read().kind !== 'unknown'
    if (message === 'signed-out' && user !== null && !hasMarker) store.clear('sign-out', 'another-tab')
    else void this.sync(from)
  }

  async #syncOnce(from?: string): Promise<void> {
    const { store } = this.#deps
    const { user } = store
    if (user === null) return this.#join(from)
    const mark = store.marker.read()
    if (store.marker.allows(user)) {
      store.reactivate(user)
      const latest = await latestSession(this.#deps, from)
      if (latest !== null && store.user === user && isNewer(latest, user)) store.replace(latest, 'tab')
      return
    }
    if (mark.kind === 'none') return void store.clear('sign-out', 'another-tab')
    if (mark.kind === 'ended' && mark.id === user.session.id)
      return store.end(user, { kind: 'session-expired' }, 'another-tab')
    return this.#replaceSession(user, from)
  }

  /** No user is signed in here: adopts the session of another tab. */
  async #join(from?: string): Promise<void> {
    const { store } = this.#deps
    if (!canJoin(store.state)) return
    const latest = await latestSession(this.#deps, from)
    if (latest !== null && store.user === null && canJoin(store.state)) store.replace(latest, 'tab')
  }

  /** Another sign-in has replaced this session. The same user goes on with it; another user's page is cleared. */
  async #replaceSession(user: UserRecord, from?: string): Promise<void> {
    const { config, platform, store } = this.#deps
    const latest = await latestSession(this.#deps, from)
    if (store.user !== user) return
    if (latest?.profile.sub === user.profile.sub) store.replace(latest, 'tab')
    else store.clear('other-person', 'another-tab')
    // No tab uses the replaced session any longer, so its refresh token must not stay valid.
    if (user.refresh_token !== undefined) await revokeRefreshToken(platform, config, user.refresh_token)
  }
}

function announceChange(channel: TabChannel, change: SessionChange): void {
  if (change.by === 'another-tab') return
  if (change.kind === 'active') channel.announce('session-changed', change.user)
  else channel.announce(change.kind === 'cleared' ? 'signed-out' : 'session-changed', null)
}

/** Not while this tab is still restoring, and not while it shows something that the user has to read first. */
function canJoin(state: SessionState): boolean {
  if (state.status === 'signed-out') return state.after !== 'other-person'
  return state.status === 'failed' && state.problem.kind === 'session-expired'
}
