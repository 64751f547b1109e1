import { useEffect, useState } from 'react'
import type { ProblemKind } from '../../auth/problem.ts'
import { useMessages } from '../../i18n/language-context.tsx'
import { Button } from '../../ui/button.tsx'
import { useAppName } from '../../react/use-site.ts'
import { SitePage } from '../layout/site-page.tsx'

const longMs = 2_500

interface WaitingPageProps {
  readonly reason: 'checking' | 'leaving'
  /** Why it takes longer, where the session knows it. */
  readonly delay?: ProblemKind | undefined
  /** Offered once it takes long; absent where there is nothing to cancel. */
  readonly onCancel?: () => void
}

/** Between two pages; most people never see it. After 2.5 s it says that it takes longer than usual, and why. */
export function WaitingPage({ reason, delay, onCancel }: WaitingPageProps) {
  const messages = useMessages('primary')
  const isLong = useIsLong()
  return (
    <SitePage title={useAppName()}>
      <div className="message waiting">
        <span className="spinner" />
        <div role="status">
          <h1>{messages[reason]}</h1>
          {isLong && <p>{messages[delayMessage(delay)]}</p>}
        </div>
        {isLong && onCancel !== undefined && (
          <div className="actions">
            <Button look="secondary" onClick={onCancel}>
              {messages.cancel}
            </Button>
          </div>
        )}
      </div>
    </SitePage>
  )
}

function delayMessage(delay: ProblemKind | undefined): 'busy' | 'unreachable' | 'stillWorking' {
  if (delay === undefined) return 'stillWorking'
  return delay === 'network' ? 'unreachable' : 'busy'
}

function useIsLong(): boolean {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), longMs)
    return () => clearTimeout(timer)
  }, [])
  return isLong
}
