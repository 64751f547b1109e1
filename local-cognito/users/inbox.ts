/** A mail that the pool would have sent. */
export type Mail = {
  readonly atMs: number
  readonly to: string
  readonly subject: string
  /** The code, or the link that contains it. */
  readonly code: string
}

export type Inbox = {
  send(mail: Omit<Mail, 'atMs'>): void
  /** The last 100 mails, oldest first. */
  latest(): readonly Mail[]
  clear(): void
}

const capacity = 100

/** Keeps mails in memory and calls `onMail` for each. No mail leaves this computer. */
export function createInbox(now: () => number, onMail: (mail: Mail) => void): Inbox {
  const kept: Mail[] = []
  return {
    send(mail) {
      const sent = { atMs: now(), ...mail }
      kept.push(sent)
      if (kept.length > capacity) kept.shift()
      onMail(sent)
    },
    latest: () => [...kept],
    clear() {
      kept.length = 0
    },
  }
}
