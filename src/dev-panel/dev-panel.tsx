import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Session } from '../auth/session/session.ts'
import type { EventLog } from './event-log.ts'
import type { PanelMessages } from './messages.ts'

interface DevPanelProps {
  readonly session: Session
  readonly log: EventLog
  readonly words: PanelMessages
  /** Null where the pool is not the local one. */
  readonly sendToPool: ((path: '/faults' | '/actions', body: object) => Promise<boolean>) | null
}

/** What the session does, for developers: on the dev server with `?debug` only. It shows no token. */
export function DevPanel({ session, log, words, sendToPool }: DevPanelProps) {
  const [isOpen, setIsOpen] = useState(true)
  if (!isOpen) return null
  return (
    <aside className="dev-panel" aria-label={words.title}>
      <div className="dev-panel-head">
        <strong>{words.title}</strong>
        <button type="button" className="link-button" onClick={() => setIsOpen(false)}>
          {words.close}
        </button>
      </div>
      <SessionFacts session={session} words={words} />
      <Events log={log} words={words} />
      {sendToPool !== null && <Faults sendToPool={sendToPool} words={words} />}
    </aside>
  )
}

function SessionFacts({ session, words }: Pick<DevPanelProps, 'session' | 'words'>) {
  const state = useSyncExternalStore(session.subscribe, session.state)
  useSecond()
  const lock = useLock(words)
  const rows: [string, string][] = [[words.state, state.status]]
  if (state.status === 'signed-out') rows.push([words.state, state.after])
  if (state.status === 'failed') rows.push([words.state, state.problem.kind])
  if (state.status === 'signed-in') {
    const { renewed, person } = state
    rows.push(
      [words.user, person.subject],
      [words.tokenLeft, words.inSeconds(Math.round(session.timeLeftMs() / 1000))],
      [words.authAge, words.secondsAgo(Math.round(session.authAgeMs() / 1000))],
      [words.renewed, renewed === null ? words.never : words.by[renewed.by]],
    )
  }
  rows.push([words.lock, lock])
  return (
    <dl>
      {rows.map(([name, value], index) => (
        <div key={`${index} ${name}`}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Events({ log, words }: Pick<DevPanelProps, 'log' | 'words'>) {
  const events = useSyncExternalStore(log.subscribe, log.latest)
  return (
    <>
      <strong>{words.events}</strong>
      <ol>
        {events.toReversed().map(({ atMs, text }, index) => (
          <li key={events.length - index}>
            <code>
              {new Date(atMs).toLocaleTimeString()} {text}
            </code>
          </li>
        ))}
      </ol>
    </>
  )
}

interface FaultButton {
  readonly name: keyof PanelMessages['faultNames']
  readonly path: '/faults' | '/actions'
  readonly body: object
}

const endpoint = '/oauth2/token'

const faultButtons: readonly FaultButton[] = [
  { name: 'status500', path: '/faults', body: { endpoint, kind: 'status', status: 500 } },
  { name: 'throttled', path: '/faults', body: { endpoint, kind: 'status', status: 429, throttled: true } },
  { name: 'lost', path: '/faults', body: { endpoint, kind: 'lost' } },
  { name: 'slow', path: '/faults', body: { endpoint, kind: 'delay', ms: 5_000 } },
  { name: 'revoke', path: '/actions', body: { action: 'revoke-all' } },
  { name: 'rotate', path: '/actions', body: { action: 'rotate-keys' } },
  { name: 'clear', path: '/actions', body: { action: 'clear-faults' } },
]

interface FaultsProps extends Pick<DevPanelProps, 'words'> {
  readonly sendToPool: NonNullable<DevPanelProps['sendToPool']>
}

function Faults({ sendToPool, words }: FaultsProps) {
  const [isRefused, setIsRefused] = useState(false)
  return (
    <>
      <strong>{words.faults}</strong>
      <div className="dev-panel-faults">
        {faultButtons.map(({ name, path, body }) => (
          <button
            key={name}
            type="button"
            className="link-button"
            onClick={() => void sendToPool(path, body).then((isTaken) => setIsRefused(!isTaken))}
          >
            {words.faultNames[name]}
          </button>
        ))}
      </div>
      <p role="status">{isRefused && words.faultFailed}</p>
    </>
  )
}

/** Renders anew each second. */
function useSecond(): void {
  const [, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((seconds) => seconds + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
}

/** Whether a tab of this origin holds the lock of the refresh. */
function useLock(words: PanelMessages): string {
  const [text, setText] = useState(words.isFree)
  useEffect(() => {
    const look = async () => {
      if (!('locks' in navigator)) return
      const { held = [], pending = [] } = await navigator.locks.query()
      setText(held.length === 0 ? words.isFree : words.held(pending.length))
    }
    const timer = setInterval(() => void look(), 1_000)
    return () => clearInterval(timer)
  }, [words])
  return text
}
