import type { Session } from '../auth/session/session.ts'

export interface LoggedEvent {
  readonly atMs: number
  /** A status, a kind of problem or the name of an event: never a token, a code or an error's text. */
  readonly text: string
}

const maxEvents = 20

/** Notes the session's latest events, oldest first. */
export class EventLog {
  readonly #listeners = new Set<() => void>()
  #events: readonly LoggedEvent[] = []

  constructor(session: Pick<Session, 'state' | 'subscribe' | 'userManager'>, now: () => number) {
    let before = describe(session)
    const note = (text: string) => {
      this.#events = [...this.#events, { atMs: now(), text }].slice(-maxEvents)
      for (const listener of this.#listeners) listener()
    }
    note(before)
    session.subscribe(() => {
      const text = describe(session)
      if (text !== before) note(text)
      before = text
    })
    const { events } = session.userManager
    events.addUserLoaded(() => note('userLoaded'))
    events.addUserUnloaded(() => note('userUnloaded'))
    events.addSilentRenewError(({ message }) => note(`silentRenewError: ${message}`))
  }

  readonly latest = (): readonly LoggedEvent[] => this.#events

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

/** The state in a word or two. */
function describe({ state }: Pick<Session, 'state'>): string {
  const current = state()
  switch (current.status) {
    case 'restoring':
      return `restoring from ${current.from}`
    case 'signed-out':
      return `signed-out after ${current.after}`
    case 'signed-in':
      return `signed-in, refresh ${current.renewal}`
    case 'failed':
      return `failed: ${current.problem.kind}`
  }
}
