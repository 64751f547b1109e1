import { useEffect, useState } from 'react'
import { useMessages } from '../i18n/language-context.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { useAppName } from './layout/app-name.ts'

const longMs = 5_000

interface WaitingPageProps {
  readonly reason: 'checking' | 'leaving'
  /** Offered after five seconds; absent where there is nothing to cancel. */
  readonly onCancel?: () => void
}

/** Between two pages; most people never see it. After five seconds it says that it takes longer than usual. */
export function WaitingPage({ reason, onCancel }: WaitingPageProps) {
  const messages = useMessages('primary')
  const isLong = useIsLong()
  return (
    <Page title={useAppName()}>
      <div className="centred waiting">
        <div role="status">
          <h1>{messages[reason]}</h1>
          {isLong && <p>{messages.stillWorking}</p>}
        </div>
        {isLong && onCancel !== undefined && (
          <div className="actions">
            <Button look="secondary" onClick={onCancel}>
              {messages.cancel}
            </Button>
          </div>
        )}
      </div>
    </Page>
  )
}

function useIsLong(): boolean {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), longMs)
    return () => clearTimeout(timer)
  }, [])
  return isLong
}
