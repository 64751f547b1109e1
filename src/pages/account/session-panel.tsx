import { useEffect, useState } from 'react'
import { useLocation } from 'react-router-dom'
import { useSession } from '../../react/use-session.ts'
import { useSignOut } from '../../react/use-sign-out.ts'
import type { Problem } from '../../auth/problem.ts'
import type { SignedIn } from '../../auth/store/session-state.ts'
import { useLanguage, useMessages } from '../../i18n/language-context.tsx'
import { timeFormats, type TimeFormats } from '../../i18n/time-formats.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'

const endsSoonMs = 5 * 60_000
const signInDueSoonMs = 15 * 60_000
const justNowMs = 60_000

interface SessionPanelProps {
  readonly session: SignedIn
}

interface Now {
  readonly nowMs: number
}

export function SessionPanel({ session }: SessionPanelProps) {
  const words = useMessages('secondary')
  const { time } = useTimes()
  const nowMs = useNowMs()
  const leftMs = useSession().timeLeftMs()
  return (
    <Card title={words.session} aside={<LifeBadge leftMs={leftMs} isWaiting={session.renewal === 'waiting'} />}>
      <Facts>
        <Fact label={words.timeLeft}>
          <span className="time-left">{asMinutes(leftMs)}</span>
        </Fact>
        <Fact label={words.endsAt}>{time.format(session.expiresAtMs)}</Fact>
        <Fact label={words.renewed}>
          <LastRenewed session={session} nowMs={nowMs} />
        </Fact>
        <SignInDue session={session} />
        <Fact label={words.scopes}>
          <code className="scopes">{session.scopes.join(' ')}</code>
        </Fact>
      </Facts>
      <SignInDueSoon session={session} nowMs={nowMs} />
      <RefreshNow isRunning={session.renewal === 'running'} />
    </Card>
  )
}

function LifeBadge({ leftMs, isWaiting }: { readonly leftMs: number; readonly isWaiting: boolean }) {
  const words = useMessages('secondary')
  if (isWaiting) return <span className="badge warning">{words.waiting}</span>
  if (leftMs === 0) return <span className="badge danger">{words.ended}</span>
  if (leftMs < endsSoonMs) return <span className="badge warning">{words.endsSoon}</span>
  return <span className="badge">{words.inUse}</span>
}

function LastRenewed({ session: { renewed }, nowMs }: SessionPanelProps & Now) {
  const words = useMessages('secondary')
  const { time } = useTimes()
  if (renewed === null) return words.notYet
  const isJustNow = Math.abs(nowMs - renewed.atMs) < justNowMs
  const by = renewed.by === 'this-tab' ? words.byThisTab : words.byAnotherTab
  return `${isJustNow ? words.justNow : time.format(renewed.atMs)}, ${by}`
}

/** Known only if the configuration says how long a refresh token lives. */
function SignInDue({ session: { sessionEndsAtMs } }: SessionPanelProps) {
  const { signInDue } = useMessages('secondary')
  const { dayAndTime } = useTimes()
  return sessionEndsAtMs === null ? null : <Fact label={signInDue}>{dayAndTime.format(sessionEndsAtMs)}</Fact>
}

function SignInDueSoon({ session: { sessionEndsAtMs }, nowMs }: SessionPanelProps & Now) {
  const words = useMessages('secondary')
  const { signIn } = useSession()
  const { pathname, search, hash } = useLocation()
  const isSoon = sessionEndsAtMs !== null && sessionEndsAtMs - nowMs < signInDueSoonMs
  return (
    <div role="status">
      {isSoon && (
        <div className="notice warning">
          <p>{words.signInDueSoon}</p>
          <Button look="secondary" size="small" onClick={() => void signIn({ returnTo: pathname + search + hash })}>
            {words.signInNow}
          </Button>
        </div>
      )}
    </div>
  )
}

function useTimes(): TimeFormats {
  return timeFormats(useLanguage().language)
}

type LastRefresh = { readonly is: 'none' | 'done' } | { readonly is: 'failed'; readonly problem: Problem }

function RefreshNow({ isRunning }: { readonly isRunning: boolean }) {
  const words = useMessages('secondary')
  const { refresh } = useSession()
  const signOut = useSignOut()
  const [last, setLast] = useState<LastRefresh>({ is: 'none' })
  const onClick = async () => {
    setLast({ is: 'none' })
    const result = await refresh()
    setLast(result.ok ? { is: 'done' } : { is: 'failed', problem: result.problem })
  }
  return (
    <>
      <div className="actions">
        <Button look="secondary" size="small" isBusy={isRunning} onClick={() => void onClick()}>
          {isRunning ? words.refreshing : words.refreshNow}
        </Button>
        <Button look="secondary" size="small" onClick={signOut}>
          {words.signOut}
        </Button>
      </div>
      <div role="status">
        {last.is === 'done' && <p className="muted">{words.refreshed}</p>}
        {last.is === 'failed' && <FailedRefresh problem={last.problem} />}
      </div>
    </>
  )
}

function FailedRefresh({ problem }: { readonly problem: Problem }) {
  const { notRefreshed, problems } = useMessages('secondary')
  const { reason, next } = problems[problem.kind]
  return (
    <p className="notice">
      {notRefreshed} {reason} {next}
    </p>
  )
}

/** The device's clock, read every second. Only changes of state are announced to assistive technology. */
function useNowMs(): number {
  const [nowMs, setNowMs] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return nowMs
}

function asMinutes(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
