import type { Platform } from '../../browser/platform.ts'
import { asRecord } from '../encoding/json.ts'
import { readUserRecord, type UserRecord } from '../store/user-record.ts'

/** What another tab announces. It carries no tokens and no user data. */
export type TabMessage = 'session-changed' | 'signed-out'

export interface TabChannel {
  /** @param user this tab's session, so that a tab that already has it need not ask; null for none */
  announce(message: TabMessage, user: UserRecord | null): void
  /** Calls back for each message that may change this tab's session. `from` names the sending tab. */
  listen(onMessage: (message: TabMessage, from: string) => void): void
  /**
   * Asks the other tabs for their session. Resolves with the first record that `accept` takes, or with null after
   * 400 ms. If no message has arrived since all tabs were last asked, it resolves at once: a tab with a newer session
   * announces it.
   *
   * @param own this tab's session; the others respond only if they have another one
   * @param to asks one tab only
   */
  request(own: UserRecord | null, accept: (user: UserRecord) => boolean, to?: string): Promise<UserRecord | null>
  /** Call this after the tab was frozen or cached: messages may be lost. */
  expectMissedMessages(): void
}

interface PendingRequest {
  readonly accept: (user: UserRecord) => boolean
  readonly resolve: (user: UserRecord) => void
}

const responseTimeoutMs = 400

/**
 * Connects this tab to the app's other open tabs. Any script on this origin can post to the channel, so a message is
 * only a hint: re-read the marker before acting on it. Tokens are sent only to a tab that asked, under the random id of
 * its request, and that tab checks them as it checks a stored record.
 *
 * @param shareableUser the session that other tabs may have; null for none
 */
export function openTabChannel(
  { channel, clock }: Pick<Platform, 'channel' | 'clock'>,
  shareableUser: () => UserRecord | null,
): TabChannel {
  const ownId = crypto.randomUUID()
  const requests = new Map<string, PendingRequest>()
  const listeners: ((message: TabMessage, from: string) => void)[] = []
  let mayHaveMissed = channel !== null
  let messageCount = 0

  const notify = (message: TabMessage, from: unknown) => {
    for (const listener of listeners) listener(message, String(from))
  }

  const respond = (id: unknown, has: unknown) => {
    const user = shareableUser()
    if (user === null || isKnown(user, asRecord(has))) return
    channel?.post({ type: 'response', id, record: JSON.stringify(user) })
  }

  channel?.onMessage((message) => {
    mayHaveMissed = true
    messageCount += 1
    const { type, from, to, id, has, record } = asRecord(message)
    if (type === 'signed-out' || (type === 'session-changed' && has === null)) notify(type, from)
    // A tab that asks says which session it has.
    const mayHaveNewer = type === 'session-changed' || type === 'request'
    if (mayHaveNewer && hasMore(asRecord(has), shareableUser())) notify('session-changed', from)
    if (type === 'request' && (to === undefined || to === ownId)) respond(id, has)
    if (type === 'response') receive(requests.get(String(id)), record)
  })

  return {
    announce: (type, user) => channel?.post({ type, from: ownId, has: versionOf(user) }),
    listen: (onMessage) => void listeners.push(onMessage),
    expectMissedMessages: () => {
      mayHaveMissed = channel !== null
    },
    async request(own, accept, to) {
      if (!mayHaveMissed) return null
      const id = crypto.randomUUID()
      const countBefore = messageCount
      const received = await new Promise<UserRecord | null>((resolve) => {
        const stopClock = clock.after(responseTimeoutMs, () => resolve(null))
        requests.set(id, { accept, resolve: (user) => (stopClock(), resolve(user)) })
        channel?.post({ type: 'request', from: ownId, id, has: versionOf(own), ...(to === undefined ? {} : { to }) })
      })
      requests.delete(id)
      // A single tab that does not respond may have been closed; the others were not asked.
      if (to === undefined && messageCount === countBefore) mayHaveMissed = false
      return received
    },
  }
}

function receive(request: PendingRequest | undefined, record: unknown): void {
  if (request === undefined) return
  const user = readUserRecord(record)
  if (user !== null && request.accept(user)) request.resolve(user)
}

function versionOf(user: UserRecord | null) {
  return user === null ? null : { id: user.session.id, generation: user.session.generation }
}

/** True if the other tab has the same session, at least as new as this one's. */
function isKnown({ session }: UserRecord, { id, generation }: Record<string, unknown>): boolean {
  return id === session.id && typeof generation === 'number' && generation >= session.generation
}

/** True if the other tab has a session that this one lacks, or newer tokens of the same. */
function hasMore({ id, generation }: Record<string, unknown>, own: UserRecord | null): boolean {
  if (typeof id !== 'string' || typeof generation !== 'number') return false
  return own === null || (own.session.id === id && generation > own.session.generation)
}
