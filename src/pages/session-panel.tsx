import { useEffect, useState } from 'react'
import { useSession } from '../react/use-session.ts'
import type { Problem } from '../session/problem.ts'
import type { SignedIn } from '../session/state.ts'
import { useLanguage, useWords } from '../text/language-context.tsx'
import { accountWords } from '../text/account.ts'
import { problemWords } from '../text/problems.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Fact, Facts } from '../ui/facts.tsx'

const endsSoonMs = 5 * 60_000

interface SessionPanelProps {
  readonly session: SignedIn
}

export function SessionPanel({ session }: SessionPanelProps) {
  const words = useWords(accountWords)
  const { language } = useLanguage()
  const leftMs = useTimeLeftMs()
  const endsAt = new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(session.expiresAtMs)
  return (
    <Card title={words.session} aside={<LifeBadge leftMs={leftMs} />}>
      <Facts>
        <Fact label={words.timeLeft}>
          <span className="time-left">{asMinutes(leftMs)}</span>
        </Fact>
        <Fact label={words.endsAt}>{endsAt}</Fact>
        <Fact label={words.scopes}>
          <code className="scopes">{session.scopes.join(' ')}</code>
        </Fact>
      </Facts>
      <RefreshNow isRunning={session.renewal === 'running'} />
    </Card>
  )
}

function LifeBadge({ leftMs }: { readonly leftMs: number }) {
  const words = useWords(accountWords)
  if (leftMs === 0) return <span className="badge danger">{words.ended}</span>
  if (leftMs < endsSoonMs) return <span className="badge warning">{words.endsSoon}</span>
  return <span className="badge">{words.inUse}</span>
}

type LastRefresh = { readonly is: 'none' | 'done' } | { readonly is: 'failed'; readonly problem: Problem }

function RefreshNow({ isRunning }: { readonly isRunning: boolean }) {
  const words = useWords(accountWords)
  const { refresh } = useSession()
  const [last, setLast] = useState<LastRefresh>({ is: 'none' })
  const onClick = async () => {
    setLast({ is: 'none' })
    const result = await refresh()
    setLast(result.ok ? { is: 'done' } : { is: 'failed', problem: result.problem })
  }
  return (
    <>
      <div>
        <Button look="secondary" size="small" isBusy={isRunning} onClick={() => void onClick()}>
          {isRunning ? words.refreshing : words.refreshNow}
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
  const { language } = useLanguage()
  const { notRefreshed } = useWords(accountWords)
  const { reason, next } = problemWords(language, problem)
  return (
    <p className="notice">
      {notRefreshed} {reason} {next}
    </p>
  )
}

/** Ticks each second; says nothing to assistive technology, which hears of changes of state only. */
function useTimeLeftMs(): number {
  const { timeLeftMs } = useSession()
  const [, setTick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return timeLeftMs()
}

function asMinutes(durationMs: number): string {
  const seconds = Math.ceil(durationMs / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
