import type { Platform } from '../../browser/platform.ts'
import { randomHex } from '../encoding/random.ts'
import type { Problem } from '../problem.ts'
import type { ReceivedTokens } from '../tokens/token-checks.ts'
import { safeReturnTo } from '../oidc/return-to.ts'
import { Drafts } from './drafts.ts'
import type { SessionConfig } from './session-config.ts'
import { SessionMarker } from './session-marker.ts'
import type { SessionState, SignedIn, SignedOut } from './session-state.ts'
import { tokenLifeOf, type TokenLife } from './token-life.ts'
import { readUserProfile } from './user-profile.ts'
import { makeUserRecord, type UserRecord } from './user-record.ts'
import { UserRecordStorage } from './user-record-storage.ts'

/** A change of the browser's session. `by` says whether the other tabs have yet to hear of it. */
export type SessionChange =
  | { readonly kind: 'active'; readonly by: ChangedBy; readonly user: UserRecord }
  | { readonly kind: 'ended' | 'cleared'; readonly by: ChangedBy }

export type ChangedBy = 'this-tab' | 'another-tab'

type RecordSource = 'refresh' | 'revocation' | 'tab' | 'storage'

interface Held {
  readonly user: UserRecord
  readonly life: TokenLife
}

const sessionIdBytes = 16
/** What a refresh does not change. */
const atStart = { isSignedInAgain: false, hasOldAuth: false, idleEndsAtMs: null }

/**
 * The only writer of the session: the state on the page, the stored record, the marker and the drafts. The session
 * changes in one of the transitions `start`, `replace`, `end` and `clear`, and each is announced to the listeners. The
 * methods that begin with `show`, and `fail` and `update`, change the page while the session stays as it is.
 */
export class SessionStore {
  readonly drafts: Drafts
  readonly marker: SessionMarker
  /** Null where no user is signed out for being idle. */
  activity: { note(): void; isIdle(by: ChangedBy): boolean } | null = null
  /** False where the browser refuses the storage that a sign-in needs. */
  readonly canStore: boolean
  readonly #platform: Pick<Platform, 'clock' | 'page' | 'storage'>
  readonly #config: SessionConfig
  readonly #records: UserRecordStorage
  readonly #stateListeners = new Set<() => void>()
  readonly #changeListeners = new Set<(change: SessionChange) => void>()
  #state: SessionState = { status: 'restoring', from: 'storage', arrival: null }
  #held: Held | null = null
  #epoch = 0

  constructor(config: SessionConfig, platform: Pick<Platform, 'clock' | 'page' | 'storage'>) {
    const storage = platform.storage[config.storage]
    this.#config = config
    this.#platform = platform
    this.#records = new UserRecordStorage(config, storage)
    this.marker = new SessionMarker(config.clientId, platform.storage.browser)
    this.drafts = new Drafts(platform.storage.tab)
    this.canStore = storage !== null && platform.storage.tab !== null
  }

  get state(): SessionState {
    return this.#state
  }

  /** The signed-in user of this page; null if there is none. */
  get user(): UserRecord | null {
    return this.#held?.user ?? null
  }

  /** The life of the user's access token; null if no user is signed in. */
  get tokenLife(): TokenLife | null {
    return this.#held?.life ?? null
  }

  /** Grows each time a user stops being signed in here. Work that began in an earlier epoch must be discarded. */
  get epoch(): number {
    return this.#epoch
  }

  /** The user whose session other tabs may adopt. */
  get shareableUser(): UserRecord | null {
    return this.user !== null && this.marker.allows(this.user) ? this.user : null
  }

  /** Calls back after every change of the state. Returns a function that stops that. */
  subscribe(listener: () => void): () => void {
    this.#stateListeners.add(listener)
    return () => this.#stateListeners.delete(listener)
  }

  /** Resolves as soon as the page knows whether a user is signed in. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (this.#state.status === 'restoring') return
        stop()
        resolve()
      }
      const stop = this.subscribe(check)
      check()
    })
  }

  /** Calls back after every transition. */
  onChange(listener: (change: SessionChange) => void): void {
    this.#changeListeners.add(listener)
  }

  /** The record in the storage, of any session; null if there is none. */
  stored(): UserRecord | null {
    return this.#records.load()
  }

  /** The newest record that this tab has by itself, stored or in memory, of the session that counts. */
  newestOwn(): UserRecord | null {
    return this.marker.newestAllowed([this.#records.load(), this.user])
  }

  /** A sign-in on this page: from now on this is the session of every tab. */
  start(tokens: ReceivedTokens, returnTo: string): UserRecord {
    const id = randomHex(sessionIdBytes)
    const signedInAtMs = this.#platform.clock.wallMs()
    const user = makeUserRecord(tokens, { id, isMarked: this.marker.begin(id), signedInAtMs, generation: 0 })
    this.drafts.keepOnly(user.profile.sub)
    this.activity?.note()
    this.#records.save(user)
    this.#hold(user, null, returnTo)
    this.#announce({ kind: 'active', by: 'this-tab', user })
    return user
  }

  /**
   * Replaces the page's tokens with newer ones, or its session with the browser's.
   *
   * @param source `refresh`, `revocation`: this tab's own request; `tab`: another tab has sent them; `storage`: they
   * were stored
   */
  replace(user: UserRecord, source: RecordSource): void {
    const isSameSession = this.user?.session.id === user.session.id
    const wasRestoring = this.#state.status === 'restoring'
    if (source === 'tab') this.drafts.keepOnly(user.profile.sub)
    const isOwnRequest = source === 'refresh' || source === 'revocation'
    // The shared storage may hold a newer record than the one that another tab has sent.
    if (isOwnRequest || (source === 'tab' && this.#config.storage === 'tab')) this.#records.save(user)
    this.#hold(user, renewedBy(source, isSameSession))
    this.#announce({ kind: 'active', by: isOwnRequest || wasRestoring ? 'this-tab' : 'another-tab', user })
  }

  /** Cognito has ended the session. The page shows the problem; the drafts stay for the next sign-in. */
  end(user: UserRecord, problem: Problem, by: ChangedBy): void {
    const { page } = this.#platform
    this.marker.end(user)
    this.#release(user)
    this.fail(problem, safeReturnTo(page.currentPath(), page.home, this.#config.redirectUri))
    this.#announce({ kind: 'ended', by })
  }

  /** The user has signed out or was idle for too long, or another user has signed in. An idle user's drafts stay. */
  clear(cause: 'sign-out' | 'other-person', by: ChangedBy): SignedOut['after'] {
    const after = cause === 'sign-out' && this.activity?.isIdle(by) === true ? 'idle' : cause
    this.#release(this.user ?? this.#records.load())
    if (after !== 'idle') this.drafts.keepOnly(null)
    if (by === 'this-tab') this.marker.clear()
    this.#show({ status: 'signed-out', after, poolWasTold: true })
    this.#announce({ kind: 'cleared', by })
    return after
  }

  /** Undoes the end of this session that a tab with older tokens has noted. */
  reactivate(user: UserRecord): void {
    if (this.marker.reactivate(user)) this.#announce({ kind: 'active', by: 'this-tab', user })
  }

  /** Removes a stored session that ended, or was replaced, while this tab was closed. */
  discardStale(): void {
    const stored = this.#records.load()
    if (stored === null || this.marker.allows(stored)) return
    this.drafts.keepOnly(null)
    this.#records.remove(stored)
  }

  /** The page looks for a session, or waits for a code exchange. It shows no user until it knows. */
  showRestoring(from: 'storage' | 'callback', arrival: string | null): void {
    this.#show({ status: 'restoring', from, arrival })
  }

  /** A request of the code exchange has failed, and is tried again. Does nothing in any other state. */
  showExchangeDelay({ kind }: Problem): void {
    if (this.#state.status === 'restoring' && this.#state.from === 'callback')
      this.#show({ ...this.#state, delay: kind })
  }

  /** The page has no session. A user whom it still held has been signed out in another tab. */
  showSignedOut(after: SignedOut['after'], poolWasTold = true): void {
    const wasHeld = this.#held !== null
    this.#release(null)
    this.#show({ status: 'signed-out', after, poolWasTold })
    if (wasHeld) this.#announce({ kind: 'cleared', by: 'another-tab' })
  }

  fail(problem: Problem, returnTo: string): void {
    this.#show({ status: 'failed', problem, returnTo })
  }

  /** A refresh fails for now. The page shows so only when the access token has expired. */
  showDelay(user: UserRecord): void {
    if (this.#state.status === 'restoring') this.replace(user, 'storage')
    if (this.#held !== null) this.update({ renewal: this.#held.life.leftMs() > 0 ? 'idle' : 'waiting' })
  }

  /** Changes what is shown of a signed-in user; does nothing in any other state. */
  update(
    change: Partial<Pick<SignedIn, 'renewal' | 'arrival' | 'isSignedInAgain' | 'hasOldAuth' | 'idleEndsAtMs'>>,
  ): void {
    if (this.#state.status === 'signed-in') this.#show({ ...this.#state, ...change })
  }

  #hold(user: UserRecord, by: ChangedBy | null, arrival = arrivalOf(this.#state)): void {
    const { clock } = this.#platform
    const { sessionLifeMs } = this.#config
    const { receivedAtMs, lifetimeMs, signedInAtMs } = user.session
    this.#held = { user, life: tokenLifeOf(user, clock) }
    const { isSignedInAgain, hasOldAuth, idleEndsAtMs } =
      by !== null && this.#state.status === 'signed-in' ? this.#state : atStart
    this.#show({
      status: 'signed-in',
      person: readUserProfile(user.profile),
      scopes: user.scope.split(' '),
      expiresAtMs: receivedAtMs + lifetimeMs,
      renewal: 'idle',
      renewed: by === null ? null : { by, atMs: clock.wallMs() },
      sessionEndsAtMs: sessionLifeMs === null ? null : signedInAtMs + sessionLifeMs,
      arrival,
      isSignedInAgain,
      hasOldAuth,
      idleEndsAtMs,
    })
  }

  /** Forgets the user of this page, and removes the record from the storage. */
  #release(user: UserRecord | null): void {
    if (this.#held !== null) this.#epoch += 1
    this.#held = null
    if (user !== null) this.#records.remove(user)
  }

  #show(state: SessionState): void {
    this.#state = state
    for (const listener of this.#stateListeners) listener()
  }

  #announce(change: SessionChange): void {
    for (const listener of this.#changeListeners) listener(change)
  }
}

function renewedBy(source: RecordSource, isSameSession: boolean): ChangedBy | null {
  if (source === 'refresh') return 'this-tab'
  return source === 'tab' && isSameSession ? 'another-tab' : null
}

function arrivalOf(state: SessionState): string | null {
  switch (state.status) {
    case 'restoring':
    case 'signed-in':
      return state.arrival
    case 'failed':
      return state.returnTo
    case 'signed-out':
      return null
  }
}
