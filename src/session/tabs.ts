import { members } from './json.ts'
import { readSessionUser, type SessionUser } from './session-user.ts'
import type { World } from './world.ts'

/** What another tab has to say. A hint, never more: it carries no token and no person. */
export type News = 'look' | 'signed-out'

export interface Tabs {
  /** @param has what there is to be had here, so that whoever has it already need not ask; null if nothing */
  announce(news: News, has: SessionUser | null): void
  /**
   * Asks the other tabs for the session, and resolves with the first one that `accept` takes, or with null when the
   * time is up. If nobody has said a word since all were asked it resolves at once: whoever has news announces it.
   *
   * @param own what this tab has already; others answer only if they have something else
   * @param of asks one tab only
   */
  ask(own: SessionUser | null, accept: (told: SessionUser) => boolean, of?: string): Promise<SessionUser | null>
  /** What was said while this tab was frozen or cached may be lost. */
  expectNews(): void
}

interface Listeners {
  /** @param from to ask that tab, and no other */
  readonly onNews: (news: News, from: string) => void
  /** What this tab has that another may be told; null if nothing. */
  readonly tell: () => SessionUser | null
}

interface Question {
  readonly accept: (told: SessionUser) => boolean
  readonly resolve: (told: SessionUser) => void
}

const longestWaitMs = 400

/**
 * Speaks to the other open tabs of this app. Whoever runs in this origin can speak here too, so that news are hints:
 * a tab looks at its own evidence, the marker first of all. Tokens are sent only to a tab that asked, under the random name of its question;
 * that tab checks them as it checks a stored record.
 */
export function joinTabs(world: Pick<World, 'channel' | 'clock'>, { onNews, tell }: Listeners): Tabs {
  const { channel, clock } = world
  const me = crypto.randomUUID()
  const questions = new Map<string, Question>()
  let mayBeNews = channel !== null
  let wordsHeard = 0

  channel?.onMessage((message) => {
    mayBeNews = true
    wordsHeard += 1
    const { type, from, to, question, has, record } = members(message)
    if (type === 'signed-out' || (type === 'look' && has === null)) onNews(type, String(from))
    // Whoever asks says what they have.
    if ((type === 'look' || type === 'ask') && isMore(members(has), tell())) onNews('look', String(from))
    if (type === 'ask' && (to === undefined || to === me)) answer(question, has)
    if (type === 'answer') takeAnswer(questions.get(String(question)), record)
  })

  function answer(question: unknown, has: unknown): void {
    const mine = tell()
    if (mine === null || isKnown(mine, members(has))) return
    channel?.post({ type: 'answer', question, record: JSON.stringify(mine) })
  }

  return {
    announce: (type, has) => channel?.post({ type, from: me, has: factsOf(has) }),
    expectNews: () => {
      mayBeNews = channel !== null
    },
    async ask(own, accept, to) {
      if (!mayBeNews) return null
      const question = crypto.randomUUID()
      const heardBefore = wordsHeard
      const told = await new Promise<SessionUser | null>((resolve) => {
        const stopClock = clock.after(longestWaitMs, () => resolve(null))
        questions.set(question, { accept, resolve: (record) => (stopClock(), resolve(record)) })
        channel?.post({ type: 'ask', from: me, question, has: factsOf(own), ...(to === undefined ? {} : { to }) })
      })
      questions.delete(question)
      // One tab that keeps silent may have been closed; the others were not asked.
      if (to === undefined && wordsHeard === heardBefore) mayBeNews = false
      return told
    },
  }
}

function takeAnswer(question: Question | undefined, record: unknown): void {
  if (question === undefined) return
  const told = readSessionUser(record)
  if (told !== null && question.accept(told)) question.resolve(told)
}

function factsOf(own: SessionUser | null) {
  return own === null ? null : { id: own.session.id, generation: own.session.generation }
}

/** True if the other tab has the same session, as new as this one's. */
function isKnown({ session }: SessionUser, { id, generation }: Record<string, unknown>): boolean {
  return id === session.id && typeof generation === 'number' && generation >= session.generation
}

/** True if the tab that asks knows more than this one. */
function isMore({ id, generation }: Record<string, unknown>, mine: SessionUser | null): boolean {
  if (typeof id !== 'string' || typeof generation !== 'number') return false
  return mine === null || (mine.session.id === id && generation > mine.session.generation)
}
